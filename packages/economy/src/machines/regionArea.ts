import type { RegionArea } from './regionOf.ts'

/**
 * A circle on the map for each region, by the region's name on the chain. The circles were drawn by hand for this project. Each contains the public cloud
 * regions of AWS and Google with this name, with a margin of at least 500 km, and everything else that people call by the name. A region without an entry, such
 * as `local`, has no known location.
 */
const areas: Readonly<Record<string, RegionArea>> = {
  // The circle includes Boston, Miami, Chicago and Montreal.
  'us-east': { latitude: 38, longitude: -81, radiusKm: 1_500 },
  // The circle includes Seattle, San Diego, Phoenix and Denver.
  'us-west': { latitude: 40, longitude: -115, radiusKm: 1_700 },
  // The circle includes Dublin, Lisbon, Rome and Warsaw.
  'eu-west': { latitude: 49, longitude: 4, radiusKm: 1_700 },
  // The circle includes Reykjavik, Copenhagen, Helsinki and Tallinn.
  'eu-north': { latitude: 63, longitude: 10, radiusKm: 1_800 },
  // The circle includes Mumbai, Tokyo, Sydney and Auckland.
  ap: { latitude: 2, longitude: 124, radiusKm: 7_300 },
}

/** Returns the circle of a region by its name on the chain; null if its location is not known. */
export function regionArea(name: string | null): RegionArea | null {
  return name === null ? null : (areas[name] ?? null)
}
