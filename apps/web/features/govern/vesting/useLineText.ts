import { useTranslations } from 'next-intl'

/** Says what a line of the genesis table is called, in the reader's language where it is one of the published table's; the chain has them in English. */
export function useLineText(): (label: string) => string {
  const t = useTranslations('govern.vesting.lines')
  return (label) => (t.has(label as never) ? t(label as never) : label)
}
