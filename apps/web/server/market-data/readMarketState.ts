import type { Refusal } from '@infinitio/domain'
import type { MarketWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'
import type { MarketState } from './createMarketTail.ts'

/** The replayed market, the names of the catalogue, and what every answer about it begins with. */
export type MarketReading = {
  readonly state: MarketState
  readonly head: Pick<MarketWire, 'asOf' | 'regionId' | 'regions'>
  readonly classes: readonly { readonly classId: number; readonly name: string }[]
  readonly version: string
}

/** Reads it. Refuses with `api.not_ready` until the journal was read once, and `api.not_found` for a region that is not in the catalogue. */
export async function readMarketState(services: Services, { regionId }: { regionId: number | null }): Promise<MarketReading | Refusal> {
  const [state, market] = await Promise.all([services.marketData.read(), services.market.read()])
  if (state === null) return { rejected: 'api.not_ready', detail: 'the journal is being read' }
  if (regionId !== null && !market.regions.some((region) => region.regionId === regionId)) {
    return { rejected: 'api.not_found', detail: `region ${regionId}` }
  }
  const { book, atMs, now } = state
  const regions = market.regions.map((region) => ({ regionId: region.regionId, name: region.name }))
  return {
    state,
    head: { asOf: { seq: String(book.seq), atMs, now }, regionId, regions },
    classes: market.classes,
    version: String(book.seq),
  }
}
