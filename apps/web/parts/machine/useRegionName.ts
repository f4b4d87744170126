import { useTranslations } from 'next-intl'

/** Gives the name of a region in words, such as "Western Europe" for `eu-west`; a region that has no words keeps the name that it has on the chain. */
export function useRegionName(): (name: string) => string {
  const t = useTranslations('regions')
  return (name) => (t.has(name as never) ? t(name as never) : name)
}
