import type { Refusal } from '@infinitio/domain'
import type { FillChanceQuery, FillChanceWire, MarketClassQuery, MarketDetailWire, MarketWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** The figures of every class of the catalogue, from the journal. Refuses with `api.not_ready` and, for a region that is not in it, `api.not_found`. */
export function readMarket({ market }: Services, { regionId }: { regionId: number | null }): Promise<MarketWire | Refusal> {
  return market.ask({ kind: 'figures', regionId })
}

/** Depth, candles and trades of a class, from the journal. Refuses with `api.not_ready`, and `api.not_found` for a class or region that is not in the catalogue. */
export function readMarketClass(
  { market }: Services,
  { classId, query }: { classId: number; query: MarketClassQuery },
): Promise<MarketDetailWire | Refusal> {
  return market.ask({ kind: 'figuresOfClass', classId, query })
}

/** How often an order would have been met, from past trades. Refuses with `api.not_ready`, and `api.not_found` for a class or region that is not in the catalogue. */
export function readFillChance(
  { market }: Services,
  { classId, query }: { classId: number; query: FillChanceQuery },
): Promise<FillChanceWire | Refusal> {
  return market.ask({ kind: 'fillChance', classId, query })
}
