import { locationText } from '#web/parts/machine/nodeTitle.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { useCountryName } from '#web/parts/format/useCountryName.ts'

/** Gives the place of a machine in words: its city with the country in the reader's language, or its region. */
export function useLocationText(): typeof locationText {
  const nameOf = useRegionName()
  const countryOf = useCountryName()
  return ({ city, country, regionName }) =>
    locationText({ city, country: country !== null && /^[A-Z]{2}$/.test(country) ? countryOf(country) : country, regionName: nameOf(regionName) })
}
