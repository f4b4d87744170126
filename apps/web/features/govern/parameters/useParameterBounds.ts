import type { ParameterUnit } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'

/** The smallest and largest values that a parameter may have, in base units. */
type Bounds = { readonly unit: ParameterUnit; readonly least: string; readonly most: string }

/** Returns a function that writes the bounds of a parameter. It shows the smallest amount of tokens as "more than 0 G". */
export function useParameterBounds(): (bounds: Bounds) => { readonly least: string; readonly most: string } {
  const t = useTranslations('govern.parameters')
  return ({ unit, least, most }) => ({
    least: least === '1' && (unit === 'g' || unit === 'pt') ? t('moreThanNone', { token: unit === 'g' ? 'G' : 'PT' }) : parameterText(least, unit),
    most: parameterText(most, unit),
  })
}
