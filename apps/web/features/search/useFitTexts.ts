'use client'
import type { RunFitWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/** Texts for how well GPUs fit a model. */
export type FitTexts = {
  /** The highest speed, the least time of an epoch and the least price of a million tokens; null where none is known. */
  readonly speedText: (fit: RunFitWire) => string | null
  readonly warningText: (warning: RunFitWire['warnings'][number]) => string
}

const day = 86_400
const hour = 3_600

/** Gives the words for how well GPUs fit a model. */
export function useFitTexts(): FitTexts {
  const t = useTranslations('run.fit')
  return {
    speedText({ tokensPerSecond, epochSeconds, pricePerMillionTokens }) {
      if (tokensPerSecond === null) return null
      const speed = t('speed', { tokens: tokensPerSecond < 10 ? Math.floor(tokensPerSecond * 10) / 10 : Math.floor(tokensPerSecond) })
      const epoch = epochSeconds === null ? [] : [t('epoch', { span: spanText(roundSpan(epochSeconds)) })]
      const price = pricePerMillionTokens === null ? [] : [t('price', { price: amountText(BigInt(pricePerMillionTokens)) })]
      return listText([speed, ...epoch, ...price])
    },
    warningText: (warning) => t(`warning.${warning}`),
  }
}

/** Two units at most: a bound needs no seconds. */
function roundSpan(seconds: number): number {
  const unit = seconds >= day ? hour : 60
  return Math.ceil(seconds / unit) * unit
}
