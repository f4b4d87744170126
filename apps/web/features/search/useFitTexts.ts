'use client'
import type { RunFitWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/** Functions that write how well GPUs fit a model. */
export type FitTexts = {
  /**
   * Returns one text with the highest speed, the shortest training epoch and the lowest price of a million tokens, as far as they are known. Returns null if
   * none of them is known.
   */
  readonly speedText: (fit: RunFitWire) => string | null
  readonly warningText: (warning: RunFitWire['warnings'][number]) => string
}

const day = 86_400
const hour = 3_600

/** Returns the functions that write how well GPUs fit a model, in the reader's language. */
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

/** Rounds a duration up to whole minutes, or to whole hours if it is a day or longer. The texts state upper limits, so they need no seconds. */
function roundSpan(seconds: number): number {
  const unit = seconds >= day ? hour : 60
  return Math.ceil(seconds / unit) * unit
}
