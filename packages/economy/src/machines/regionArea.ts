import type { RegionArea } from './regionOf.ts'

/**
 * A circle on the map for each region, by the region's name on the chain. The circles were drawn by hand for this project. Each contains the public cloud
 * regions of AWS and Google with this name, with a margin of at least 500 km, and everything else that people call by the name. A region without an entry, such
 * as `local`, has no known location.
 */
const areas: Readonly<Record<string, RegionArea>> = {
  // Boston, Miami, Chicago and Montreal are in it.
  'us-east': { latitude: 38, longitude: -81, radiusKm: 1_500 },
  // Seattle, San Diego, Phoenix and Denver are in it.
  'us-west': { latitude: 40, longitude: -115, radiusKm: 1_700 },
  // Dublin, Lisbon, Rome and Warsaw are in it.
  'eu-west': { latitude: 49, longitude: 4, radiusKm: 1_700 },
  // Reykjavik, Copenhagen, Helsinki and Tallinn are in it.
  'eu-north': { latitude: 63, longitude: 10, radiusKm: 1_800 },
  // Mumbai, Tokyo, Sydney and Auckland are in it.
  ap: { latitude: 2, longitude: 124, radiusKm: 7_300 },
}

/** Returns the circle of a region by its name on the chain; null if its location is not known. */
export function regionArea(name: string | null): RegionArea | null {
  return name === null ? null : (areas[name] ?? null)
}
