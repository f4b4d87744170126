import type { ErrorCode } from '../errors/errorTable.ts'
import { isPlainReviewText } from '../reviews/isPlainReviewText.ts'

/** The two sides of a lease. Each may answer a fault once. */
export const faultSides = ['renter', 'provider'] as const

/** A side of a lease. */
export type FaultSide = (typeof faultSides)[number]

/** A side may answer a fault until this many seconds after the fault was recorded. */
export const faultAnswerSeconds = 72 * 3_600

/**
 * Returns the error code if a side may not answer a fault now, or null if it may: `lease.review_text`, `lease.fault_answered`, `lease.fault_late`. Times are in
 * Unix seconds of the wall clock. Pure.
 */
export function faultAnswerRefusal(
  { recordedAt, answered }: { readonly recordedAt: number; readonly answered: readonly FaultSide[] },
  { side, text, now }: { readonly side: FaultSide; readonly text: string; readonly now: number },
): ErrorCode | null {
  if (text === '' || !isPlainReviewText(text)) return 'lease.review_text'
  if (answered.includes(side)) return 'lease.fault_answered'
  return now > recordedAt + faultAnswerSeconds ? 'lease.fault_late' : null
}
