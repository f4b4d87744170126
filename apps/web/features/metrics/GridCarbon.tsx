import { countryCodeOf, gridOfMachine } from '@infinitio/domain'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useCountryName } from '#web/parts/format/useCountryName.ts'

type GridCarbonProps = Pick<NonNullable<ListingDetailWire['listing']>, 'country' | 'regionName'>

/**
 * Shows the mean grams of CO₂ equivalent per kWh of the electricity at the machine's location, with the country and the year of the mean. This component is
 * loaded separately, because its table of countries is larger than the rest of the page's data.
 */
export function GridCarbon({ country, regionName }: GridCarbonProps) {
  const t = useTranslations('listing.facts')
  const nameOf = useCountryName()
  const grid = gridOfMachine({ country, regionName })
  if (grid === null) return t('gridUnknown')
  const code = countryCodeOf(grid.country)
  return t('gridMean', { grams: grid.gramsPerKwh, country: code === null ? grid.country : nameOf(code), year: String(grid.year) })
}
