import type { Refusal } from '@infinitio/domain'
import type { MarketWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** The figures of every class of the catalogue, from the journal. Refuses with `api.not_ready` and, for a region that is not in it, `api.not_found`. */
export function readMarket({ market }: Services, { regionId }: { regionId: number | null }): Promise<MarketWire | Refusal> {
  return market.ask({ kind: 'figures', regionId })
}
