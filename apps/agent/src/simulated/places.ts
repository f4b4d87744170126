/** Location of a simulated machine: the town and its country, degrees north and east, and the market region by its name in the catalogue. */
export type Place = { city: string; country: string; latitude: number; longitude: number; region: string }

/** Towns that have data centres. The coordinates are those of the town. `country` is its ISO 3166 alpha-2 code. */
export const places = {
  virginia: { city: 'Ashburn', country: 'US', latitude: 39.04, longitude: -77.49, region: 'us-east' },
  ohio: { city: 'Columbus', country: 'US', latitude: 39.96, longitude: -83.0, region: 'us-east' },
  dalles: { city: 'The Dalles', country: 'US', latitude: 45.59, longitude: -121.18, region: 'us-west' },
  oregon: { city: 'Boardman', country: 'US', latitude: 45.84, longitude: -119.7, region: 'us-west' },
  phoenix: { city: 'Phoenix', country: 'US', latitude: 33.45, longitude: -112.07, region: 'us-west' },
  losAngeles: { city: 'Los Angeles', country: 'US', latitude: 34.05, longitude: -118.24, region: 'us-west' },
  dublin: { city: 'Dublin', country: 'IE', latitude: 53.35, longitude: -6.26, region: 'eu-west' },
  london: { city: 'London', country: 'GB', latitude: 51.51, longitude: -0.13, region: 'eu-west' },
  paris: { city: 'Paris', country: 'FR', latitude: 48.86, longitude: 2.35, region: 'eu-west' },
  eemshaven: { city: 'Eemshaven', country: 'NL', latitude: 53.44, longitude: 6.83, region: 'eu-west' },
  saintGhislain: { city: 'Saint-Ghislain', country: 'BE', latitude: 50.45, longitude: 3.82, region: 'eu-west' },
  hamina: { city: 'Hamina', country: 'FI', latitude: 60.57, longitude: 27.2, region: 'eu-north' },
  stockholm: { city: 'Stockholm', country: 'SE', latitude: 59.33, longitude: 18.07, region: 'eu-north' },
  tokyo: { city: 'Tokyo', country: 'JP', latitude: 35.68, longitude: 139.69, region: 'ap' },
  osaka: { city: 'Osaka', country: 'JP', latitude: 34.69, longitude: 135.5, region: 'ap' },
  singapore: { city: 'Singapore', country: 'SG', latitude: 1.35, longitude: 103.82, region: 'ap' },
  jakarta: { city: 'Jakarta', country: 'ID', latitude: -6.21, longitude: 106.85, region: 'ap' },
  seoul: { city: 'Seoul', country: 'KR', latitude: 37.57, longitude: 126.98, region: 'ap' },
  mumbai: { city: 'Mumbai', country: 'IN', latitude: 19.08, longitude: 72.88, region: 'ap' },
} satisfies Record<string, Place>

/** The name of a simulated machine's location. */
export type PlaceName = keyof typeof places
