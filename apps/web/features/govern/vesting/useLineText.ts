import { useTranslations } from 'next-intl'

/**
 * Returns a function that translates the name of a line of the genesis table. The chain stores English names; an unknown name is returned unchanged.
 */
export function useLineText(): (label: string) => string {
  const t = useTranslations('govern.vesting.lines')
  return (label) => (t.has(label as never) ? t(label as never) : label)
}
