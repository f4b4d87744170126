import { appendReviewEntry, findFunder, findShownReview, getLeaseRow, type LeaseRow } from '@infinitio/db'
import {
  type Address,
  address,
  feesIn,
  hashReview,
  hashReviewAnswer,
  hex32,
  leaseId as toLeaseId,
  leaseKey,
  leaseTermsOf,
  type Refusal,
  type ReviewedLease,
  reviewRefusal,
  reviewSideOf,
  reviewTextHash,
} from '@infinitio/domain'
import type { ReviewAnswerRequestWire, ReviewRequestWire, ReviewWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeReview } from './describeReview.ts'
import { signatureRefusal } from './signatureRefusal.ts'

type Caller = { readonly account: Address; readonly caller: string }

/** Returns the facts of a lease that decide who may review it. The wallet that paid is the renter, also if it gave the lease away. Pure. */
export function reviewedLease({ renter, provider, paidSeconds, closedAt, state }: LeaseRow): ReviewedLease {
  return { renter, provider, paidSeconds: Number(paidSeconds), closedAt: state === 'closed' && closedAt !== null ? Number(closedAt) : null }
}

/** Returns the hash that binds a review to the terms of its lease, not only to its number. Pure. */
export function keyOfLease(row: LeaseRow): string {
  return leaseKey(toLeaseId(row.leaseId), leaseTermsOf(row))
}

/**
 * Stores a review. Refuses with `lease.unknown`, the codes of `reviewRefusal`, `auth.signature_*`, the codes of `contractRefusal`, and
 * `lease.review_exists`.
 */
export async function placeReview(
  services: Services,
  { account, caller, leaseId, stars, text, signature }: ReviewRequestWire & Caller,
): Promise<ReviewWire | Refusal> {
  const { db } = services
  const { now } = services.clock.read()
  const row = await getLeaseRow(db, { leaseId: BigInt(leaseId) })
  if (row === null) return { rejected: 'lease.unknown' }
  const lease = reviewedLease(row)
  const refused = reviewRefusal(lease, { account, now })
  const side = reviewSideOf(lease, account)
  if (refused !== null || side === null) return refused ?? { rejected: 'lease.review_not_party' }
  const subject = address(side === 'renter' ? row.provider : row.renter)
  const key = hex32(keyOfLease(row))
  const textHash = reviewTextHash(text)
  const form = { leaseId: toLeaseId(row.leaseId), leaseKey: key, author: account, subject, stars, textHash }
  const unsigned = await signatureRefusal(services, { hash: (domain) => hashReview(form, domain), signer: account, signature, caller })
  if (unsigned !== null) return unsigned
  const funder = await findFunder(db, { account })
  const entry = { kind: 'review', target: 0n, leaseId: row.leaseId, leaseKey: key, node: row.nodeId, side, author: account, subject } as const
  const fees = feesIn(row, { charge: 'share' }).total
  const number = await db.transaction((tx) => appendReviewEntry(tx, { ...entry, stars, text, textHash, fees, funder, signature, at: BigInt(now) }))
  return number === null ? { rejected: 'lease.review_exists' } : shownReview(services, number)
}

/**
 * Stores the answer to a review. Refuses with `lease.review_unknown`, `lease.review_not_subject`, `auth.signature_*`, the codes of `contractRefusal`,
 * and `lease.review_answered`.
 */
export async function placeReviewAnswer(
  services: Services,
  { account, caller, number, text, signature }: ReviewAnswerRequestWire & Caller & { number: string },
): Promise<ReviewWire | Refusal> {
  const { db } = services
  const review = await findShownReview(db, { number: BigInt(number) })
  if (review === null) return { rejected: 'lease.review_unknown' }
  if (review.subject !== account) return { rejected: 'lease.review_not_subject' }
  const textHash = reviewTextHash(text)
  const form = { review: hex32(review.hash), author: account, textHash }
  const unsigned = await signatureRefusal(services, { hash: (domain) => hashReviewAnswer(form, domain), signer: account, signature, caller })
  if (unsigned !== null) return unsigned
  const { leaseId, leaseKey: key, node, author: subject, side } = review
  const about = { kind: 'answer', target: review.number, leaseId, leaseKey: key, node, side: side === 'renter' ? 'provider' : 'renter' } as const
  const entry = { ...about, author: account, subject, stars: null, text, textHash, fees: 0n, funder: null, signature }
  const stored = await db.transaction((tx) => appendReviewEntry(tx, { ...entry, at: BigInt(services.clock.read().now) }))
  return stored === null ? { rejected: 'lease.review_answered' } : shownReview(services, review.number)
}

async function shownReview({ db, logger, hub }: Services, number: bigint): Promise<ReviewWire | Refusal> {
  const row = await findShownReview(db, { number })
  if (row === null) return { rejected: 'lease.review_unknown' }
  logger.info({ leaseId: row.leaseId.toString(), review: number.toString() }, 'a review or an answer was stored')
  hub.wake()
  return describeReview(row)
}
