import { countryCodeOf, gridIntensity, nearestWord } from '@infinitio/domain'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** The code that stands in the table of codes for a region that is not known. */
const unknownRegion = 'ZZ'

/** Returns the English names of all countries and regions that have a two-letter code, by code. */
function regionNames(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const codes = [...letters].flatMap((one) => [...letters].map((other) => one + other))
  return new Map(codes.flatMap((code) => (code === unknownRegion ? [] : [[code, names.of(code) ?? ''] as const])).filter(([, name]) => name !== ''))
}

/**
 * Returns null if a text is a country: a two-letter code or an English name, in any case. Otherwise returns a sentence that says so, with the country that is
 * spelled most similarly, if there is one.
 */
export function countryFault(text: string): string | null {
  const wanted = text.trim()
  const regions = regionNames()
  if (gridIntensity(wanted) !== null || regions.has(wanted.toUpperCase())) return null
  const names = [...regions.values()]
  if (names.some((name) => name.toLowerCase() === wanted.toLowerCase())) return null
  const near = countryCodeOf(wanted) === null ? nearestWord(wanted, names) : null
  return `${wanted} is not a country: give two letters or its English name${near === null ? '' : `. Did you mean ${near}?`}`
}
