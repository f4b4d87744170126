import type { Refusal } from '../errors/refusal.ts'
import { reviewLimits, type ReviewSide } from './review.ts'

/** The facts of a lease that decide who may review it. Times in Unix seconds of the block clock; `closedAt` is null until the lease closes. */
export type ReviewedLease = {
  readonly renter: string
  readonly provider: string
  readonly paidSeconds: number
  readonly closedAt: number | null
}

/** Returns the side of an account that may review this lease at some time: the wallet that paid, or the provider. Null for all others, and if one account is both. */
export function reviewSideOf({ renter, provider }: ReviewedLease, account: string): ReviewSide | null {
  if (renter === provider) return null
  if (account === renter) return 'renter'
  return account === provider ? 'provider' : null
}

/** Returns the last second in which a lease can be reviewed; null until it closes. */
export function reviewUntil({ closedAt }: ReviewedLease): number | null {
  return closedAt === null ? null : closedAt + reviewLimits.openSeconds
}

/** Refuses a review by an account that may not write one now: `lease.review_not_party`, `lease.review_early`, `lease.review_too_short`, `lease.review_late`. */
export function reviewRefusal(lease: ReviewedLease, { account, now }: { account: string; now: number }): Refusal | null {
  if (reviewSideOf(lease, account) === null) return { rejected: 'lease.review_not_party' }
  const until = reviewUntil(lease)
  if (until === null) return { rejected: 'lease.review_early' }
  if (lease.paidSeconds < reviewLimits.paidSeconds) return { rejected: 'lease.review_too_short', detail: `${lease.paidSeconds} s were paid` }
  return now > until ? { rejected: 'lease.review_late' } : null
}
