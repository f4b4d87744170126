import type { PriceStep } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'

/** Returns a function that writes one step of a price as text, with the price after it. */
export function useReason(): (step: PriceStep) => string {
  const t = useTranslations('provide.rule.why')
  return (step) => {
    const price = hourPriceText(step.pricePerGpuSecond.toString())
    switch (step.why) {
      case 'market':
        return t('market', { percent: percentOf(step.percentileBps), gpus: step.gpus, price })
      case 'utilisation':
        return t('utilisation', { used: percentOf(step.utilisationBps), target: percentOf(step.targetBps), price })
      case 'schedule':
        return t('schedule', { percent: percentOf(step.factorBps), price })
      case 'base':
      case 'no_offers':
      case 'floor':
      case 'electricity':
      case 'ceiling':
      case 'utilisation_unknown':
        return t(step.why, { price })
    }
  }
}

/** Formats basis points as a percentage with at most one decimal: "12.5". */
function percentOf(bps: bigint): string {
  return (Math.round(Number(bps) / 10) / 10).toString()
}
