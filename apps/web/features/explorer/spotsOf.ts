import type { NetworkWire } from '@infinitio/domain/wire'
import type { GeoProjection } from 'd3-geo'

type Place = NetworkWire['places'][number]
/** A location that has coordinates for the map. */
export type LocatedArea = Place & { readonly latitude: number; readonly longitude: number }

/** Locations that are drawn as one spot on the map, the one with most GPUs first, and the position of the spot in pixels. */
export type Spot<P> = {
  readonly x: number
  readonly y: number
  readonly nodes: number
  readonly isSimulated: boolean
  readonly places: readonly [P, ...P[]]
}

const nearPixels = 30

/** Groups locations into spots: a location joins an earlier spot that is less than 30 pixels away. The input must be sorted by GPUs, most first. */
export function spotsOf<P extends LocatedArea>(places: readonly P[], projection: GeoProjection): Spot<P>[] {
  const spots: { x: number; y: number; places: [P, ...P[]] }[] = []
  for (const place of places) {
    const point = projection([place.longitude, place.latitude])
    if (point === null) continue
    const [x, y] = point
    const near = spots.find((spot) => Math.hypot(spot.x - x, spot.y - y) < nearPixels)
    if (near === undefined) spots.push({ x, y, places: [place] })
    else near.places.push(place)
  }
  return spots.map((spot) => ({
    ...spot,
    nodes: spot.places.reduce((sum, { nodes }) => sum + nodes, 0),
    isSimulated: spot.places.every(({ nodes, simulatedNodes }) => nodes === simulatedNodes),
  }))
}

/** Returns true if the location has coordinates for the map. */
export function hasCoordinates<P extends Place>(place: P): place is P & LocatedArea {
  return place.latitude !== null && place.longitude !== null
}
