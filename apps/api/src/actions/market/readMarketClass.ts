import type { Refusal } from '@infinitio/domain'
import type { MarketClassQuery, MarketDetailWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Depth, candles and trades of a class, from the journal. Refuses with `api.not_ready`, and `api.not_found` for a class or region that is not in the catalogue. */
export function readMarketClass(
  { market }: Services,
  { classId, query }: { classId: number; query: MarketClassQuery },
): Promise<MarketDetailWire | Refusal> {
  return market.ask({ kind: 'figuresOfClass', classId, query })
}
