import type { ListingWire } from '@infinitio/domain/wire'
import type { GeoProjection } from 'd3-geo'

/** Listings that share a spot on the map, cheapest first, and where it is in pixels. */
export type Pin = { readonly x: number; readonly y: number; readonly listings: readonly [ListingWire, ...ListingWire[]] }

const pinWidth = 56
const pinHeight = 28

/** Gathers listings whose pins would lie on each other into one pin. Cheapest first, so the pin shows the best price. */
export function pinsOf(listings: readonly ListingWire[], projection: GeoProjection): Pin[] {
  const cheapestFirst = [...listings].sort((a, b) => (BigInt(a.ask.pricePerGpuSecond) < BigInt(b.ask.pricePerGpuSecond) ? -1 : 1))
  const pins: { x: number; y: number; listings: [ListingWire, ...ListingWire[]] }[] = []
  for (const listing of cheapestFirst) {
    const point = projection([listing.longitude ?? 0, listing.latitude ?? 0])
    if (point === null) continue
    const [x, y] = point
    const near = pins.find((pin) => Math.abs(pin.x - x) < pinWidth && Math.abs(pin.y - y) < pinHeight)
    if (near === undefined) pins.push({ x, y, listings: [listing] })
    else near.listings.push(listing)
  }
  return pins
}
