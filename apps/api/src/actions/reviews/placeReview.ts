import {
  appendReviewEntry,
  findFunder,
  findShownReview,
  getLeaseRow,
  type LeaseRow,
  listReviewsOfLease,
  type ReviewEntryRow,
  type ShownReviewRow,
} from '@infinitio/db'
import {
  type Address,
  address,
  feesIn,
  hashReview,
  hashReviewAnswer,
  hex32,
  type Hex32,
  isRefusal,
  leaseId as toLeaseId,
  leaseKey,
  leaseTermsOf,
  type Refusal,
  type ReviewedLease,
  reviewRefusal,
  reviewSideOf,
  reviewTextHash,
  type SigningDomain,
} from '@infinitio/domain'
import type { PlacedReviewWire, ReviewAnswerRequestWire, ReviewEntryWire, ReviewRequestWire, ReviewWire } from '@infinitio/domain/wire'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import type { Services } from '../../services/services.ts'
import { contractRefusal, mayBeOfContract } from '../../signatures/contractRefusal.ts'
import { signReviewHead } from './reviewHeads.ts'

type Caller = { readonly account: Address; readonly caller: string }

/** Returns the data of a lease that decide who may review it. The renter is the wallet that paid, even if it later transferred the lease. Pure. */
export function reviewedLease({ renter, provider, paidSeconds, closedAt, state }: LeaseRow): ReviewedLease {
  return { renter, provider, paidSeconds: Number(paidSeconds), closedAt: state === 'closed' && closedAt !== null ? Number(closedAt) : null }
}

/** Returns a hash that identifies a lease by its terms and its number. A review that contains it cannot be used for another lease. Pure. */
export function keyOfLease(row: LeaseRow): string {
  return leaseKey(toLeaseId(row.leaseId), leaseTermsOf(row))
}

/**
 * Stores a review of a lease in the public list of reviews, and signs the list's new last entry. If the same signed review is already stored, returns the
 * stored one, even after the 30 days in which reviews are accepted. Refuses with `lease.unknown`, the codes of `reviewRefusal`, `auth.signature_*`, the codes
 * of `contractRefusal`, and `lease.review_exists`.
 */
export async function placeReview(
  services: Services,
  { account, caller, leaseId, stars, text, salt, signature }: ReviewRequestWire & Caller,
): Promise<PlacedReviewWire | Refusal> {
  const { db } = services
  const { now } = services.clock.read()
  const row = await getLeaseRow(db, { leaseId: BigInt(leaseId) })
  if (row === null) return { rejected: 'lease.unknown' }
  const key = hex32(keyOfLease(row))
  const textHash = reviewTextHash({ text, salt })
  const stored = async () => {
    const reviews = await listReviewsOfLease(db, { leaseKey: key })
    return reviews.find((one) => one.author === account && one.signature === signature && one.textHash === textHash)?.number ?? null
  }
  const earlier = await stored()
  if (earlier !== null) return placed(services, earlier)
  const lease = reviewedLease(row)
  const refused = reviewRefusal(lease, { account, now })
  const side = reviewSideOf(lease, account)
  if (refused !== null || side === null) return refused ?? { rejected: 'lease.review_not_party' }
  const subject = address(side === 'renter' ? row.provider : row.renter)
  const form = { leaseId: toLeaseId(row.leaseId), leaseKey: key, author: account, subject, stars, textHash }
  const unsigned = await signatureRefusal(services, { hash: (domain) => hashReview(form, domain), signer: account, signature, caller })
  if (unsigned !== null) return unsigned
  const { addresses } = await services.facts.read()
  const funder = await findFunder(db, { account, faucet: addresses.faucet, spent: row.pay })
  const entry = { kind: 'review', target: 0n, leaseId: row.leaseId, leaseKey: key, node: row.nodeId, side, author: account, subject } as const
  const fees = feesIn(row, { charge: 'share' }).total
  const appended = await db.transaction((tx) =>
    appendReviewEntry(tx, { ...entry, stars, text, salt, textHash, fees, funder, signature, at: BigInt(now) }),
  )
  const number = appended ?? (await stored())
  return number === null ? { rejected: 'lease.review_exists' } : placed(services, number)
}

/**
 * Stores an answer to a review in the public list of reviews, and signs the list's new last entry. The answer comes from the account that the review is about.
 * If the same signed answer is already stored, returns the stored one. Refuses with `lease.review_unknown`, `lease.review_not_subject`, `auth.signature_*`, the
 * codes of `contractRefusal`, and `lease.review_answered`.
 */
export async function placeReviewAnswer(
  services: Services,
  { account, caller, number, text, salt, signature }: ReviewAnswerRequestWire & Caller & { number: string },
): Promise<PlacedReviewWire | Refusal> {
  const { db } = services
  const review = await findShownReview(db, { number: BigInt(number) })
  if (review === null) return { rejected: 'lease.review_unknown' }
  if (review.subject !== account) return { rejected: 'lease.review_not_subject' }
  const textHash = reviewTextHash({ text, salt })
  const isStored = (row: typeof review | null) => row?.answerSignature === signature && row.answerTextHash === textHash
  if (isStored(review)) return placed(services, review.number)
  const form = { review: hex32(review.hash), author: account, textHash }
  const unsigned = await signatureRefusal(services, { hash: (domain) => hashReviewAnswer(form, domain), signer: account, signature, caller })
  if (unsigned !== null) return unsigned
  const { leaseId, leaseKey: key, node, author: subject, side } = review
  const about = { kind: 'answer', target: review.number, leaseId, leaseKey: key, node, side: side === 'renter' ? 'provider' : 'renter' } as const
  const entry = { ...about, author: account, subject, stars: null, text, salt, textHash, fees: 0n, funder: null, signature }
  const appended = await db.transaction((tx) => appendReviewEntry(tx, { ...entry, at: BigInt(services.clock.read().now) }))
  // A parallel request with the same answer may have stored it after this request read the review. Then the result is a success, too.
  const isPlaced = appended !== null || isStored(await findShownReview(db, { number: review.number }))
  return isPlaced ? placed(services, review.number) : { rejected: 'lease.review_answered' }
}

async function placed(services: Services, number: bigint): Promise<PlacedReviewWire | Refusal> {
  const { db, logger, hub } = services
  const row = await findShownReview(db, { number })
  if (row === null) return { rejected: 'lease.review_unknown' }
  logger.info({ leaseId: row.leaseId.toString(), review: number.toString() }, 'a review or an answer was stored')
  hub.wake()
  return { review: describeReview(row), head: await signReviewHead(services, { signedAt: Math.floor(Date.now() / 1_000) }) }
}

type Signed = { readonly hash: (domain: SigningDomain) => Hex32; readonly signer: Address; readonly signature: string; readonly caller: string }

/**
 * Returns a refusal unless the author signed the hash: with its key, or by the code of a contract account. The refusal is `auth.signature_*` or a code of
 * `contractRefusal`.
 */
async function signatureRefusal(services: Services, { hash, signer, signature, caller }: Signed): Promise<Refusal | null> {
  const { chainId, addresses } = await services.facts.read()
  const domain = { chainId, market: addresses.market }
  const signed = checkSignedOrder(hash, { signer, signature, domain })
  if (!isRefusal(signed)) return null
  if (!mayBeOfContract(signed)) return signed
  return contractRefusal(services, { account: signer, digest: hash(domain), signature, caller }, signed)
}

/** Returns a review as the API shows it. Pure. */
export function describeReview(row: ShownReviewRow): ReviewWire {
  const { number, leaseId, node, side, author, subject, stars, fees, funder, sharedFunder, at, hash, answerNumber } = row
  return {
    ...{ number: number.toString(), leaseId: leaseId.toString(), node, side, author, subject, stars },
    ...shownText(row.text, { reason: row.hiddenReason, at: row.hiddenAt }),
    ...{ fees: fees.toString(), funder, sharedFunder, at: Number(at), hash },
    answer:
      answerNumber === null
        ? null
        : {
            number: answerNumber.toString(),
            ...shownText(row.answerText, { reason: row.answerHiddenReason, at: row.answerHiddenAt }),
            at: Number(row.answerAt),
          },
  }
}

function shownText(text: string | null, { reason, at }: { reason: string | null; at: bigint | null }): Pick<ReviewWire, 'text' | 'hidden'> {
  return at === null ? { text, hidden: null } : { text: null, hidden: { reason: reason ?? '', at: Number(at) } }
}

/** Returns one entry of the public list of reviews as the API shows it. Pure. */
export function describeReviewEntry({ number, target, leaseId, fees, at, ...entry }: ReviewEntryRow): ReviewEntryWire {
  const numbers = { number: number.toString(), target: target.toString(), leaseId: leaseId.toString(), fees: fees.toString() }
  return { ...entry, ...numbers, at: Number(at) }
}
