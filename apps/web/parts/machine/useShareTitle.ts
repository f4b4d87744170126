import { useTranslations } from 'next-intl'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'

/**
 * Returns a function that writes the title of a lease's part of a machine. A part shows as "1 of 8 × V100 16 GB", the whole machine as "8 × V100 16
 * GB".
 */
export function useShareTitle(): (machine: { readonly gpus: number; readonly className: string }, leased: number) => string {
  const t = useTranslations('units')
  return ({ gpus, className }, leased) => nodeTitle({ gpus: leased < gpus ? t('partOf', { count: leased, of: gpus }) : gpus, className })
}
