import { useTranslations } from 'next-intl'

/**
 * Returns a function that writes the name of a region, such as "Western Europe" for `eu-west`. A region without a translation shows its name on the
 * chain.
 */
export function useRegionName(): (name: string) => string {
  const t = useTranslations('regions')
  return (name) => (t.has(name as never) ? t(name as never) : name)
}
