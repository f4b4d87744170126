import { useTranslations } from 'next-intl'

/**
 * Returns a function that translates the name of one line of the genesis table (the first owners of the tokens). The chain stores English names; an unknown
 * name is returned unchanged.
 */
export function useLineText(): (label: string) => string {
  const t = useTranslations('govern.vesting.lines')
  return (label) => (t.has(label as never) ? t(label as never) : label)
}
