import type { Refusal } from '@infinitio/domain'
import type { FillChanceQuery, FillChanceWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** How often an order would have been met, from past trades. Refuses with `api.not_ready`, and `api.not_found` for a class or region that is not in the catalogue. */
export function readFillChance(
  { market }: Services,
  { classId, query }: { classId: number; query: FillChanceQuery },
): Promise<FillChanceWire | Refusal> {
  return market.ask({ kind: 'fillChance', classId, query })
}
