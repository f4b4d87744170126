import { useTranslations } from 'next-intl'

/**
 * Returns a function that translates the name of a region, such as `eu-west` to "Western Europe". It returns the name on the chain if there is no translation.
 */
export function useRegionName(): (name: string) => string {
  const t = useTranslations('regions')
  return (name) => (t.has(name as never) ? t(name as never) : name)
}
