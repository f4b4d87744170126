import { useTranslations } from 'next-intl'
import { locationText } from '#web/parts/machine/nodeTitle.ts'
import { useCountryName } from '#web/parts/search/useCountryName.ts'

/** Gives the name of a region in words, such as "Western Europe" for `eu-west`; a region that has no words keeps the name that it has on the chain. */
export function useRegionName(): (name: string) => string {
  const t = useTranslations('regions')
  return (name) => (t.has(name as never) ? t(name as never) : name)
}

/** Gives the place of a machine in words: its city with the country in the reader's language, or its region. */
export function useLocationText(): typeof locationText {
  const nameOf = useRegionName()
  const countryOf = useCountryName()
  return ({ city, country, regionName }) =>
    locationText({ city, country: country !== null && /^[A-Z]{2}$/.test(country) ? countryOf(country) : country, regionName: nameOf(regionName) })
}
