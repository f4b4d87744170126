import type { Refusal } from '@infinitio/domain'
import type { MarketWire } from '@infinitio/domain/wire'
import type { MarketCatalogue } from '../market/machines/marketNode.ts'
import type { MarketState } from './createMarketTail.ts'

/**
 * Returns the fields with which every market answer begins. Refuses with `api.not_ready` until the
 * journal was read once, and `api.not_found` for an unknown region.
 */
export function figuresHead(
  state: MarketState | null,
  { regionId, places }: { regionId: number | null; places: MarketCatalogue },
): { state: MarketState; head: Pick<MarketWire, 'asOf' | 'regionId' | 'regions'>; version: string } | Refusal {
  if (state === null) return { rejected: 'api.not_ready', detail: 'the journal is being read' }
  if (regionId !== null && !places.regions.some((region) => region.regionId === regionId)) {
    return { rejected: 'api.not_found', detail: `region ${regionId}` }
  }
  const { book, atMs, now } = state
  const regions = places.regions.map((region) => ({ regionId: region.regionId, name: region.name }))
  return { state, head: { asOf: { seq: String(book.seq), atMs, now }, regionId, regions }, version: String(book.seq) }
}
