import { useRegionName } from '#web/parts/machine/useRegionName.ts'
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
