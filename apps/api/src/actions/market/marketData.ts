import type { Refusal } from '@infinitio/domain'
import type {
  ClassDemandQuery,
  ClassDemandWire,
  FillChanceQuery,
  FillChanceWire,
  MarketClassQuery,
  MarketDetailWire,
  MarketWire,
} from '@infinitio/domain/wire'
import type { JsonText } from '../../http/jsonText.ts'
import type { Services } from '../../services/services.ts'

/**
 * Returns the market data (prices, volumes, matches) of every class, calculated from the journal. Refuses with `api.not_ready`, and `api.not_found` for an
 * unknown region.
 */
export function readMarket({ market }: Services, { regionId }: { regionId: number | null }): Promise<JsonText<MarketWire> | Refusal> {
  return market.askText({ kind: 'figures', regionId })
}

/** Returns depth, candles and trades of a class from the journal. Refuses with `api.not_ready`, and `api.not_found` for an unknown class or region. */
export function readMarketClass(
  { market }: Services,
  { classId, query }: { classId: number; query: MarketClassQuery },
): Promise<JsonText<MarketDetailWire> | Refusal> {
  return market.askText({ kind: 'figuresOfClass', classId, query })
}

/**
 * Returns how often an order like this would have been matched in past trades. Refuses with `api.not_ready`, and `api.not_found` for an unknown class or
 * region.
 */
export function readFillChance(
  { market }: Services,
  { classId, query }: { classId: number; query: FillChanceQuery },
): Promise<JsonText<FillChanceWire> | Refusal> {
  return market.askText({ kind: 'fillChance', classId, query })
}

/**
 * Returns what a machine that is not on the market would have earned in the last days, from a replay of the past bids. Refuses with `api.not_ready`, and
 * `api.not_found` for an unknown class or region.
 */
export function readClassDemand(
  { market }: Services,
  { classId, query }: { classId: number; query: ClassDemandQuery },
): Promise<JsonText<ClassDemandWire> | Refusal> {
  return market.askText({ kind: 'classDemand', classId, query })
}
