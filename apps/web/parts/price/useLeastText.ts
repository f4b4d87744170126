import { durationSeconds as seconds, leastReason } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { amountText } from '#web/parts/format/amountText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/** The lowest cost of a lease, in base units, and the terms on which it depends. `trialSeconds` is 0 if the lease gets no free trial. */
export type Least = {
  readonly least: string | bigint
  readonly durationSeconds: number
  readonly noticeSeconds: number
  readonly trialSeconds: number
  /** True if the lease starts later, so that the renter can cancel it before it is ready. */
  readonly isLater?: boolean
}

/** Returns a function that writes the least that a lease costs, and why. */
export function useLeastText(): (least: Least) => string {
  const t = useTranslations('price.least')
  return ({ least, durationSeconds, noticeSeconds, trialSeconds, isLater = false }) => {
    return t(leastKey({ durationSeconds, noticeSeconds, trialSeconds }), {
      isLater: `${isLater}`,
      isFree: `${BigInt(least) === 0n}`,
      amount: amountText(BigInt(least)),
      notice: spanText(noticeSeconds),
      trial: spanText(trialSeconds),
    })
  }
}

/** Returns the key of the sentence about the least that a lease costs. Pure. */
export function leastKey({ durationSeconds, noticeSeconds, trialSeconds }: Pick<Least, 'durationSeconds' | 'noticeSeconds' | 'trialSeconds'>) {
  const reason = leastReason({
    durationSeconds: seconds(BigInt(durationSeconds)),
    noticeSeconds: seconds(BigInt(noticeSeconds)),
    trialSeconds: seconds(BigInt(trialSeconds)),
  })
  return reason === 'trial' && noticeSeconds === 0 ? 'trialOnly' : reason
}
