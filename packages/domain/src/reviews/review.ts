import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Refusal } from '../errors/refusal.ts'
import { hex32, type Hex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { defineStruct, type StructValue } from '../structs/defineStruct.ts'
import { type SigningDomain, typedDataDigest } from '../structs/signingDomain.ts'
import { hashStruct } from '../structs/structType.ts'

/** The EIP-712 form of a review. No contract uses it (ADR 223). */
export const reviewStruct = /* @__PURE__ */ defineStruct('Review', {
  leaseId: 'lease',
  leaseKey: 'bytes32',
  author: 'account',
  subject: 'account',
  stars: { kind: 'count8', least: 1, most: 5 },
  textHash: 'bytes32',
})

/**
 * The EIP-712 form of an answer to a review. `review` is the hash of the entry that the answered review has in the list of reviews. No contract uses it (ADR
 * 223).
 */
export const reviewAnswerStruct = /* @__PURE__ */ defineStruct('ReviewAnswer', { review: 'bytes32', author: 'account', textHash: 'bytes32' })

/** A review as its author signs it: stars and the hash of a text about the other side of one lease. */
export type Review = StructValue<typeof reviewStruct>

/** The answer to a review, as the other side signs it. */
export type ReviewAnswer = StructValue<typeof reviewAnswerStruct>

/** The sides of a lease. Each may review the other. */
export const reviewSides = ['renter', 'provider'] as const
export type ReviewSide = (typeof reviewSides)[number]

/**
 * Limits of reviews.
 * - `text`, `lines`: the most characters and lines of a text.
 * - `mostStars`: the most stars.
 * - `paidSeconds`: a lease can be reviewed only if at least this many seconds of it were paid.
 * - `openSeconds`: seconds after the close of the lease in which it can be reviewed.
 */
export const reviewLimits = { text: 1_000, lines: 20, mostStars: 5, paidSeconds: 3_600, openSeconds: 30 * 86_400 } as const

/**
 * Returns the hash of a review's text: keccak256 of a random salt (32 bytes) and the UTF-8 bytes of the text. The signed message contains this hash instead of
 * the text. When a text is removed, its salt is removed too, so nobody can guess the text from its hash. `salt` is null for texts that were signed before salts
 * existed.
 */
export function reviewTextHash({ text, salt }: { readonly text: string; readonly salt: string | null }): Hex32 {
  const bytes = utf8ToBytes(text)
  return hex32(keccak256Hex(salt === null ? bytes : concatBytes(hexToBytes(hex32(salt).slice(2)), bytes)))
}

/** Returns the digest that the author of a review signs. */
export function hashReview(review: Review, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(reviewStruct, review))
}

/** Returns the digest that the author of an answer signs. */
export function hashReviewAnswer(answer: ReviewAnswer, domain: SigningDomain): Hex32 {
  return typedDataDigest(domain, hashStruct(reviewAnswerStruct, answer))
}

/** The facts of a lease that decide who may review it. Times are in Unix seconds of the block clock; `closedAt` is null until the lease closes. */
export type ReviewedLease = {
  readonly renter: string
  readonly provider: string
  readonly paidSeconds: number
  readonly closedAt: number | null
}

/**
 * Returns the side of an account that may review this lease: `renter` for the wallet that paid, or `provider`. Null for all other accounts, and if renter and
 * provider are the same account.
 */
export function reviewSideOf({ renter, provider }: ReviewedLease, account: string): ReviewSide | null {
  if (renter === provider) return null
  if (account === renter) return 'renter'
  return account === provider ? 'provider' : null
}

/** Returns the last second (Unix time) in which a lease can be reviewed; null while the lease is not closed. */
export function reviewUntil({ closedAt }: ReviewedLease): number | null {
  return closedAt === null ? null : closedAt + reviewLimits.openSeconds
}

/**
 * Returns a refusal if an account may not write a review of this lease now, otherwise null. The error codes: `lease.review_not_party`, `lease.review_early`,
 * `lease.review_too_short`, `lease.review_late`.
 */
export function reviewRefusal(lease: ReviewedLease, { account, now }: { account: string; now: number }): Refusal | null {
  if (reviewSideOf(lease, account) === null) return { rejected: 'lease.review_not_party' }
  const until = reviewUntil(lease)
  if (until === null) return { rejected: 'lease.review_early' }
  if (lease.paidSeconds < reviewLimits.paidSeconds) return { rejected: 'lease.review_too_short', detail: `${lease.paidSeconds} s were paid` }
  return now > until ? { rejected: 'lease.review_late' } : null
}
