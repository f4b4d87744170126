import { useTranslations } from 'next-intl'
import { useCountryName } from '#web/parts/format/useCountryName.ts'

/** The location of a machine, as its provider states it. */
type Location = { readonly city: string | null; readonly country: string | null; readonly regionName: string }

/**
 * Returns a function that writes the location of a machine: "Hamina, Finland" in the reader's language, or its region if city and country are
 * unknown.
 */
export function useLocationText(): (location: Location) => string {
  const nameOf = useRegionName()
  const countryOf = useCountryName()
  return ({ city, country: code, regionName }) => {
    const country = code !== null && /^[A-Z]{2}$/.test(code) ? countryOf(code) : code
    if (city === null) return country ?? nameOf(regionName)
    return country === null ? city : `${city}, ${country}`
  }
}

/**
 * Returns a function that writes the name of a region, such as "Western Europe" for `eu-west`. A region without a translation shows its name on the
 * chain.
 */
export function useRegionName(): (name: string) => string {
  const t = useTranslations('regions')
  return (name) => (t.has(name as never) ? t(name as never) : name)
}
