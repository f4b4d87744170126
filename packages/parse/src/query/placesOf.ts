import { cityCountries } from '../lexicon/places.ts'
import type { WishName, Wishes } from '../wishes/wishes.ts'

/** The places of a search: regions by name, countries by ISO code, and cities by their English names. `from` lists the wishes that they come from. */
export type PlaceQuery = {
  readonly regions: readonly string[]
  readonly countries: readonly string[]
  readonly cities: readonly string[]
  readonly from: readonly WishName[]
}

/** The countries of each group of regions, by the prefix of the regions' names. */
const countriesOf: Readonly<Record<string, string>> = {
  eu: 'AL AD AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM UA XK',
  us: 'US CA MX',
  ap: 'AU BD CN HK ID IN JP KH KR LK MM MN MO MY NP NZ PH PK SG TH TW VN',
}

const none: PlaceQuery = { regions: [], countries: [], cities: [], from: [] }

/**
 * Returns the places that a search narrows by. The API requires that a machine matches all parameters, but a person who names two places means one or the
 * other. So a place inside another one narrows the search further ("Frankfurt, Germany"), and "US" together with regions is replaced by the regions of the US
 * ("Europe or US"). Other mixtures do not narrow the search, so that no wanted machine is hidden.
 */
export function placesOf({ regions = [], countries = [], cities = [] }: Wishes): PlaceQuery {
  const isInside = (country: string) => (countries.length === 0 || countries.includes(country)) && isIn(country, regions)
  if (!cities.every((city) => isInside(cityCountries.get(city) ?? ''))) return none
  const from: WishName[] = ['regions', 'countries', 'cities']
  if (cities.length > 0) return { regions: [], countries: [], cities, from }
  if (countries.every((code) => isIn(code, regions))) return { regions, countries, cities: [], from }
  if (countries.join() === 'US') return { regions: [...regions, ...usRegions], countries: [], cities: [], from }
  return none
}

const usRegions = ['us-east', 'us-west']

/** Returns true if a country is in one of the regions, or if there are no regions. */
function isIn(country: string, regions: readonly string[]): boolean {
  return regions.length === 0 || regions.some((name) => countriesOf[name.split('-')[0] ?? '']?.split(' ').includes(country))
}
