import type { LeaseEnergyWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { momentText } from '#web/parts/format/clockText.ts'

/** What an energy rests on, in a sentence or two. */
export function useEnergyBasis({ cpuBasis, from, to }: LeaseEnergyWire): string {
  const t = useTranslations('metrics')
  return t('basis', { cpu: t(`cpuBasis.${cpuBasis ?? 'none'}`), from: momentText(from), to: momentText(to) })
}
