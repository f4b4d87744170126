import type { MapBox } from '@infinitio/domain/wire'
import type { GeoProjection } from 'd3-geo'
import type { Spot } from '#web/features/map/mapQuery.ts'

/**
 * A pin on the map: its position in pixels, and its spots (groups of close machines), cheapest first. With a pin each, these spots would overlap on the screen.
 */
export type Pin = { readonly x: number; readonly y: number; readonly spots: readonly [Spot, ...Spot[]] }

const pinWidth = 56
const pinHeight = 28
/** A margin inside the edges of a spot of the map, in degrees. With it, a location exactly on an edge does not belong to two spots. */
const inside = 0.001

/** Merges spots (groups of close machines) with pins that would overlap on the map. `spots` must be sorted by price, so that each pin shows the best price. */
export function pinsOf(spots: readonly Spot[], projection: GeoProjection): Pin[] {
  const pins: { x: number; y: number; spots: [Spot, ...Spot[]] }[] = []
  for (const spot of spots) {
    const point = projection([spot.longitude, spot.latitude])
    if (point === null) continue
    const [x, y] = point
    const near = pins.find((pin) => Math.abs(pin.x - x) < pinWidth && Math.abs(pin.y - y) < pinHeight)
    if (near === undefined) pins.push({ x, y, spots: [spot] })
    else near.spots.push(spot)
  }
  return pins
}

/** Returns the number of machines of a pin. */
export function countOf({ spots }: Pin): number {
  return spots.reduce((sum, { count }) => sum + count, 0)
}

/** Returns the box around the spots of a pin. Each spot is `degrees` wide and high. */
export function boxOfPin({ spots }: Pick<Pin, 'spots'>, degrees: number): MapBox {
  const corners = spots.map(({ longitude, latitude }) => [cornerOf(longitude + 180, degrees) - 180, cornerOf(latitude + 90, degrees) - 90] as const)
  const [west, south] = [Math.min(...corners.map(([x]) => x)), Math.min(...corners.map(([, y]) => y))]
  const [east, north] = [Math.max(...corners.map(([x]) => x)), Math.max(...corners.map(([, y]) => y))]
  return {
    ...{ west: west + inside, south: south + inside },
    ...{ east: Math.min(east + degrees, 180) - inside, north: Math.min(north + degrees, 90) - inside },
  }
}

/** Returns true if a location lies in a spot of the pin. */
export function holds({ spots }: Pin, { longitude, latitude }: { readonly longitude: number; readonly latitude: number }, degrees: number): boolean {
  const isSame = (one: number, other: number) => cornerOf(one, degrees) === cornerOf(other, degrees)
  return spots.some((spot) => isSame(spot.longitude + 180, longitude + 180) && isSame(spot.latitude + 90, latitude + 90))
}

function cornerOf(value: number, degrees: number): number {
  return Math.floor(value / degrees) * degrees
}
