import { useTranslations } from 'next-intl'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'

/** Gives the title of what a lease gets of a machine: "1 of 8 × V100 16 GB" for a part of it, "8 × V100 16 GB" for all of it. */
export function useShareTitle(): (machine: { readonly gpus: number; readonly className: string }, leased: number) => string {
  const t = useTranslations('units')
  return ({ gpus, className }, leased) => nodeTitle({ gpus: leased < gpus ? t('partOf', { count: leased, of: gpus }) : gpus, className })
}
