/** Mean carbon intensity of a country's electricity over one year. */
export interface GridIntensity {
  country: string
  gramsPerKwh: number
  year: number
}

/**
 * ISO 3166 alpha-2, name, grams of CO₂ equivalent per generated kilowatt-hour, year of the mean. Source: Our World in Data, "Carbon intensity of
 * electricity generation", from Ember's Yearly Electricity Data and the Energy Institute's Statistical Review (CC BY 4.0), rounded to whole
 * grams. Read from mlco2/codecarbon at b05965e43b690cdc53787c7577adbe6e2caf4ed9.
 */
const means: readonly (readonly [code: string, name: string, gramsPerKwh: number, year: number])[] = [
  ['AE', 'United Arab Emirates', 561, 2022],
  ['AR', 'Argentina', 354, 2023],
  ['AT', 'Austria', 111, 2023],
  ['AU', 'Australia', 549, 2023],
  ['BE', 'Belgium', 138, 2023],
  ['BG', 'Bulgaria', 335, 2023],
  ['BR', 'Brazil', 98, 2023],
  ['CA', 'Canada', 170, 2023],
  ['CH', 'Switzerland', 35, 2023],
  ['CL', 'Chile', 291, 2023],
  ['CN', 'China', 582, 2023],
  ['CO', 'Colombia', 260, 2023],
  ['CZ', 'Czechia', 450, 2023],
  ['DE', 'Germany', 381, 2023],
  ['DK', 'Denmark', 152, 2023],
  ['EE', 'Estonia', 417, 2023],
  ['EG', 'Egypt', 570, 2023],
  ['ES', 'Spain', 174, 2023],
  ['FI', 'Finland', 79, 2023],
  ['FR', 'France', 56, 2023],
  ['GB', 'United Kingdom', 238, 2023],
  ['GE', 'Georgia', 168, 2023],
  ['GR', 'Greece', 337, 2023],
  ['HK', 'Hong Kong', 699, 2022],
  ['HU', 'Hungary', 204, 2023],
  ['ID', 'Indonesia', 676, 2022],
  ['IE', 'Ireland', 291, 2023],
  ['IL', 'Israel', 583, 2022],
  ['IN', 'India', 713, 2023],
  ['IS', 'Iceland', 28, 2022],
  ['IT', 'Italy', 331, 2023],
  ['JP', 'Japan', 485, 2023],
  ['KE', 'Kenya', 70, 2023],
  ['KR', 'South Korea', 431, 2023],
  ['KZ', 'Kazakhstan', 821, 2023],
  ['LT', 'Lithuania', 160, 2023],
  ['LU', 'Luxembourg', 105, 2023],
  ['LV', 'Latvia', 123, 2023],
  ['MX', 'Mexico', 507, 2023],
  ['MY', 'Malaysia', 606, 2022],
  ['NG', 'Nigeria', 523, 2023],
  ['NL', 'Netherlands', 268, 2023],
  ['NO', 'Norway', 30, 2023],
  ['NZ', 'New Zealand', 113, 2023],
  ['PH', 'Philippines', 611, 2023],
  ['PL', 'Poland', 662, 2023],
  ['PT', 'Portugal', 166, 2023],
  ['RO', 'Romania', 241, 2023],
  ['SA', 'Saudi Arabia', 707, 2022],
  ['SE', 'Sweden', 41, 2023],
  ['SG', 'Singapore', 471, 2023],
  ['SK', 'Slovakia', 117, 2023],
  ['TH', 'Thailand', 550, 2023],
  ['TR', 'Turkey', 465, 2023],
  ['TW', 'Taiwan', 642, 2023],
  ['UA', 'Ukraine', 260, 2022],
  ['US', 'United States', 369, 2023],
  ['VN', 'Vietnam', 475, 2023],
  ['ZA', 'South Africa', 708, 2023],
]

/** The two-letter codes of the table's countries. */
export const countryCodes: readonly string[] = means.map(([code]) => code)

/** Returns the two letters of a country, in capitals, from its English name in the table or from any two letters; null for another text. */
export function countryCodeOf(country: string | null): string | null {
  const wanted = country?.trim().toLowerCase() ?? ''
  const found = means.find(([, name]) => wanted === name.toLowerCase())
  return found?.[0] ?? (/^[a-z]{2}$/.test(wanted) ? wanted.toUpperCase() : null)
}

/**
 * Returns the mean carbon intensity of a country's electricity. `country` is the two-letter code or the English name, in any case. Returns null when
 * `country` is null or not in the table.
 */
export function gridIntensity(country: string | null): GridIntensity | null {
  const wanted = country?.trim().toLowerCase()
  const found = means.find(([code, name]) => wanted === code.toLowerCase() || wanted === name.toLowerCase())
  if (found === undefined) return null
  const [, name, gramsPerKwh, year] = found
  return { country: name, gramsPerKwh, year }
}

/** The carbon intensity of a machine's electricity, and `basis`: whether the provider named the country, or the region determines it. */
export type MachineGrid = GridIntensity & { readonly basis: 'provider' | 'region' }

/**
 * Returns the carbon intensity of a machine's electricity. The country is the one that the provider names. If the provider names none, and the region's name
 * begins with `us-`, it is the US. Returns null without a country, or if the country is not in this table. A named country is never replaced by a guess.
 */
export function gridOfMachine({ country, regionName }: { country: string | null; regionName: string }): MachineGrid | null {
  const code = country ?? countryOfRegion(regionName)
  const grid = gridIntensity(code)
  return grid === null ? null : { ...grid, basis: country === null ? 'region' : 'provider' }
}

function countryOfRegion(regionName: string): string | null {
  return regionName.startsWith('us-') ? 'US' : null
}
