import { durationSeconds as seconds, leastReason } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/** The least that a lease costs, in base units, and the terms that decide it. `trialSeconds` is 0 when the lease gets no trial. */
export type Least = {
  readonly least: string | bigint
  readonly durationSeconds: number
  readonly noticeSeconds: number
  readonly trialSeconds: number
}

/** Returns a function that writes the least that a lease costs, and why. */
export function useLeastText(): (least: Least) => string {
  const t = useTranslations('price.least')
  return ({ least, durationSeconds, noticeSeconds, trialSeconds }) => {
    const reason = leastReason({
      durationSeconds: seconds(BigInt(durationSeconds)),
      noticeSeconds: seconds(BigInt(noticeSeconds)),
      trialSeconds: seconds(BigInt(trialSeconds)),
    })
    const isFreeAlways = reason === 'trial' && noticeSeconds === 0
    return t(isFreeAlways ? 'trialOnly' : reason, {
      amount: amountText(BigInt(least)),
      notice: spanText(noticeSeconds),
      trial: spanText(trialSeconds),
    })
  }
}
