import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { useCityName } from '#web/parts/machine/useCityName.ts'
import { useCountryName } from '#web/parts/format/useCountryName.ts'

/** A city and a two-letter country code, as a provider states them; null or empty if unknown. */
type StatedPlace = { readonly city: string | null; readonly country: string | null }

/** Returns a function that writes a city and a country in the reader's language: "Hamina, Finland". It returns null if both are unknown. */
export function usePlaceName(): (place: StatedPlace) => string | null {
  const cityOf = useCityName()
  const countryOf = useCountryName()
  return ({ city, country: code }) => {
    const country = code !== null && /^[A-Z]{2}$/.test(code) ? countryOf(code) : code
    const parts = [city === null ? null : cityOf(city), country].filter((part) => part !== null && part !== '')
    // A city state has the name of its country, which is shown once.
    return parts.length === 0 ? null : [...new Set(parts)].join(', ')
  }
}

/** Returns a function that writes the location of a machine in the reader's language, or its region if city and country are unknown. */
export function useLocationText(): (location: StatedPlace & { readonly regionName: string }) => string {
  const nameOf = useRegionName()
  const placeName = usePlaceName()
  return (location) => placeName(location) ?? nameOf(location.regionName)
}
