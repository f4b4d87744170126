import { regionMessages } from '@infinitio/domain/messages'
import { foldText } from '../text/foldText.ts'
import { type Phrases, phrasesOf } from '../text/knownWords.ts'
import { cityLines } from './cityLines.ts'
import { countryLines } from './countryLines.ts'

/** A location that people name: regions by a prefix of their catalogue names, a country by its ISO code, or a city. */
export type Place =
  | { readonly kind: 'regions'; readonly prefix: string }
  | { readonly kind: 'country'; readonly code: string }
  | { readonly kind: 'city'; readonly city: string; readonly country: string }

/** The names of a country or a city in both languages. */
export type PlaceNames = { readonly en: string; readonly zh: string }

const regionWords: Readonly<Record<string, readonly string[]>> = {
  eu: ['Europe', 'European Union', 'EU', '欧洲', '欧盟'],
  'eu-west': ['EU west', 'Western Europe', 'West Europe', '西欧'],
  'eu-north': ['EU north', 'Northern Europe', 'North Europe', 'Nordics', 'Scandinavia', '北欧'],
  'us-east': ['US east coast', 'US east', 'east coast US', 'east coast', 'eastern US', '美东', '美国东部', '美国东海岸'],
  'us-west': ['US west coast', 'US west', 'west coast US', 'west coast', 'western US', '美西', '美国西部', '美国西海岸'],
  us: ['North America', '北美'],
  ap: ['Asia Pacific', 'Asia', 'APAC', '亚太', '亚洲', '亚太地区'],
}

const countries: readonly (readonly [code: string, names: readonly string[]])[] = rowsOf(countryLines)
const cities: readonly (readonly [code: string, names: readonly string[]])[] = rowsOf(cityLines)

/** Countries and territories that are one city. Sentences read their names as names of countries. */
const cityStates: ReadonlySet<string> = new Set(['HK', 'LU', 'MC', 'MO', 'SG'])

/** The names of all countries by code, for chips. */
export const countryNames: ReadonlyMap<string, PlaceNames> = new Map(countries.map(([code, [en = code, zh = en]]) => [code, { en, zh }]))
/** Region names in both languages, by their names on the chain, for chips. */
export const regionNames: ReadonlyMap<string, PlaceNames> = new Map(Object.entries(regionMessages))
/** The names of all cities by their English name, for chips. */
export const cityNames: ReadonlyMap<string, PlaceNames> = new Map(cities.map(([, [en = '', zh = en]]) => [en, { en, zh }]))

/** The Chinese names of cities by each name in Latin letters, such as "Frankfurt" and "Frankfurt am Main". */
export const chineseCities: ReadonlyMap<string, string> = new Map(
  [...cities, ...countries.filter(([code]) => cityStates.has(code))].flatMap(([, [en = '', zh = en, ...others]]) =>
    [en, ...others].filter((name) => /^[A-Z]/.test(name)).map((name) => [name, zh] as const),
  ),
)

/** The country of each city by the city's English name. */
export const cityCountries: ReadonlyMap<string, string> = new Map(cities.map(([country, [en = '']]) => [en, country]))

/** All known locations, by the names that people type. */
export const places: Phrases<Place> = phrasesOf<Place>([
  ...Object.entries(regionWords).flatMap(([prefix, words]) =>
    words.map((word) => [foldText(word).text, { kind: 'regions', prefix } satisfies Place] as const),
  ),
  ...countries.flatMap(([code, names]) => names.map((name) => [foldText(name).text, { kind: 'country', code } satisfies Place] as const)),
  ...cities.flatMap(([country, names]) =>
    names.map((name) => [foldText(name).text, { kind: 'city', city: names[0] ?? '', country } satisfies Place] as const),
  ),
])

function rowsOf(lines: string): (readonly [string, readonly string[]])[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [, code = '', names = ''] = /^ *(\w\w) (.*)$/.exec(line) ?? []
      return [code, names.split(', ')] as const
    })
}
