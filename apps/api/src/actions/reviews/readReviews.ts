import {
  getLeaseRow,
  listReviewEntries,
  listReviewsAbout,
  listReviewsOfLease,
  type ReviewsAbout,
  type ReviewsListed,
  sumReviewsByAuthor,
} from '@infinitio/db'
import { type Address, type Refusal, reviewRefusal, type ReviewScore, reviewScore, reviewSideOf, reviewUntil } from '@infinitio/domain'
import { type LeaseReviewsWire, type ReviewEntriesWire, type ReviewsQueryWire, type ReviewsWire, usualPageItems } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeReview, describeReviewEntry, keyOfLease, reviewedLease } from './placeReview.ts'

const usualEntries = 100

/** Returns the mean score of the reviews about an account, or about one of its machines. */
export async function readReviewSummary({ db }: Services, about: ReviewsAbout, { subject }: { subject: string }): Promise<ReviewScore> {
  return reviewScore(subject, await sumReviewsByAuthor(db, about))
}

/** Lists reviews about a machine, about an account, or by an author, newest first. The first page also has the mean score, unless the list is by an author. */
export async function readReviews(
  services: Services,
  about: ReviewsListed,
  { cursor, limit = usualPageItems }: ReviewsQueryWire,
): Promise<ReviewsWire> {
  const before = cursor === undefined ? null : BigInt(cursor)
  const rows = await listReviewsAbout(services.db, about, { before, limit: limit + 1 })
  const summary = before === null && !('author' in about) ? await readReviewSummary(services, about, { subject: subjectOf(about, rows) }) : null
  const items = rows.slice(0, limit).map(describeReview)
  return { summary, items, nextCursor: rows.length > limit ? (items.at(-1)?.number ?? null) : null }
}

/** Returns the account that the reviews are about. For a machine, this is its provider, or an empty text if nobody has reviewed the machine. */
function subjectOf(about: ReviewsAbout, rows: readonly { subject: string }[]): string {
  return 'node' in about ? (rows[0]?.subject ?? '') : about.subject
}

/** Returns the reviews of a lease and whether the account may write one. Refuses with `lease.unknown`. */
export async function readLeaseReviews(
  { db, clock }: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<LeaseReviewsWire | Refusal> {
  const row = await getLeaseRow(db, { leaseId: BigInt(leaseId) })
  if (row === null) return { rejected: 'lease.unknown' }
  const lease = reviewedLease(row)
  const items = (await listReviewsOfLease(db, { leaseKey: keyOfLease(row) })).map(describeReview)
  const refused = items.some(({ author }) => author === account)
    ? 'lease.review_exists'
    : reviewRefusal(lease, { account, now: clock.read().now })?.rejected
  return { items, side: reviewSideOf(lease, account), until: reviewUntil(lease), code: refused ?? null }
}

/**
 * Lists entries of the public list, which contains all reviews and the answers to them, oldest first. `after` is the number of the last entry that the caller
 * has.
 */
export async function readReviewEntries(
  { db }: Services,
  { after = 0, limit = usualEntries }: { after?: number; limit?: number },
): Promise<ReviewEntriesWire> {
  return { items: (await listReviewEntries(db, { after: BigInt(after), limit })).map(describeReviewEntry) }
}
