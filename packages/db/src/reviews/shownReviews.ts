// Reviews as pages show them, with their answers. The API reads `reviews`, which it writes.
import { reviewSides } from '@infinitio/domain'
import { nullable, oneOf, present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement, statementFor } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { reviews } = tables

const shownReviewRow = rowOf({
  number: reviews.number,
  leaseId: reviews.lease_id,
  leaseKey: reviews.lease_key,
  node: reviews.node_id,
  side: oneOf(reviews.side, reviewSides),
  author: present(reviews.author),
  subject: reviews.subject,
  stars: present(reviews.stars),
  text: reviews.text,
  textHash: reviews.text_hash,
  signature: reviews.signature,
  fees: reviews.fees,
  funder: reviews.funder,
  sharedFunder: 'bool',
  at: reviews.at,
  hash: reviews.hash,
  hiddenReason: nullable(reviews.text),
  hiddenAt: nullable(reviews.at),
  answerNumber: nullable(reviews.number),
  answerText: nullable(reviews.text),
  answerAt: nullable(reviews.at),
  answerTextHash: nullable(reviews.text_hash),
  answerSignature: nullable(reviews.signature),
  answerHiddenReason: nullable(reviews.text),
  answerHiddenAt: nullable(reviews.at),
})

/**
 * A review with its answer, and the reasons for which the operator hid their texts. `sharedFunder` is true if the author may not be independent. Then the
 * author's funder (the account that paid in the author's money) is the reviewed account, another author of a review about that account, or the funder of such
 * another author. Times are Unix seconds, and fees are PToken base units.
 */
export type ShownReviewRow = RowOf<typeof shownReviewRow>

const shown = (condition: string) =>
  `select r.number, r.lease_id as "leaseId", r.lease_key as "leaseKey", r.node_id as node, r.side, r.author, r.subject, r.stars, r.text, r.text_hash as "textHash", r.signature, r.fees,
     r.funder, r.at, r.hash, (r.funder is not null and (r.funder = r.subject or exists (select from reviews o where o.subject = r.subject and o.side = r.side
       and o.kind = 'review' and o.author <> r.author and r.funder in (o.author, o.funder)))) as "sharedFunder",
     h.text as "hiddenReason", h.at as "hiddenAt", a.number as "answerNumber", a.text as "answerText", a.at as "answerAt", a.text_hash as "answerTextHash",
     a.signature as "answerSignature",
     ah.text as "answerHiddenReason", ah.at as "answerHiddenAt"
   from reviews r
   left join reviews h on h.target = r.number and h.kind = 'hiding'
   left join reviews a on a.target = r.number and a.kind = 'answer'
   left join reviews ah on ah.target = a.number and ah.kind = 'hiding'
   where r.kind = 'review' and ${condition}`

/** Selects the reviews about a machine, or about an account in one role. `side` has the role of the authors: `renter` or `provider`. */
export type ReviewsAbout = { readonly node: string } | { readonly subject: string; readonly side: 'renter' | 'provider' }

/** Selects a list of reviews: all about one machine or account, or all by one author. */
export type ReviewsListed = ReviewsAbout | { readonly author: string }

const conditions = {
  node: `r.node_id = $1 and r.side = $2`,
  subject: `r.subject = $1 and r.side = $2`,
  author: `r.author = $1 and ($2::text is null or r.side = $2)`,
} as const

const page = statementFor(
  shownReviewRow,
  (about: keyof typeof conditions) => `${shown(`${conditions[about]} and ($3::bigint is null or r.number < $3)`)} order by r.number desc limit $4`,
  [['node'], ['subject'], ['author']],
)

/**
 * Lists reviews, newest first, of one of three kinds: reviews about a machine (by its renters), reviews about an account (by authors of one side), or reviews
 * by one author. Index: reviews (node_id, number), (subject, side, number), (author), (target). Takes no lock.
 */
export function listReviewsAbout(
  db: Queryable,
  about: ReviewsListed,
  { before, limit }: { before: bigint | null; limit: number },
): Promise<ShownReviewRow[]> {
  if ('author' in about) return page('author').rows(db, [about.author, null, before, limit])
  return 'node' in about
    ? page('node').rows(db, [about.node, 'renter', before, limit])
    : page('subject').rows(db, [about.subject, about.side, before, limit])
}

const ofLease = statement(shownReviewRow, `${shown('r.lease_key = $1')} order by r.number`)

/** Lists the reviews of a lease, at most one of each side. Index: reviews (lease_key, side, kind, target). Takes no lock. */
export function listReviewsOfLease(db: Queryable, { leaseKey }: { leaseKey: string }): Promise<ShownReviewRow[]> {
  return ofLease.rows(db, [leaseKey])
}

const byNumber = statement(shownReviewRow, shown('r.number = $1'))

/** Returns a review with its answer, or null. Index: reviews (number). Takes no lock. */
export function findShownReview(db: Queryable, { number }: { number: bigint }): Promise<ShownReviewRow | null> {
  return byNumber.first(db, [number])
}

const authorRow = rowOf({ author: present(reviews.author), stars: 'int8', reviews: 'int8', fees: 'numeric', funder: 'text?' })

const authors = statementFor(
  authorRow,
  (about: keyof typeof conditions) =>
    `select r.author, sum(r.stars)::bigint as stars, count(*) as reviews, sum(r.fees)::numeric(78,0) as fees, min(r.funder) as funder
     from reviews r where r.kind = 'review' and ${conditions[about]} group by r.author order by 4 desc, 1 limit $3`,
  [['node'], ['subject']],
)

/** At most this many authors count for the mean stars of a machine or account. Those who paid the highest fees count first. */
const mostAuthors = 5_000

/**
 * Returns sums of the reviews about a machine or an account, one for each author. A review with a hidden text counts too, so that hiding a text does not change
 * the mean. Index: reviews (node_id, number), (subject, side, number). Takes no lock.
 */
export async function sumReviewsByAuthor(
  db: Queryable,
  about: ReviewsAbout,
): Promise<{ author: string; stars: number; reviews: number; fees: bigint; funder: string | null }[]> {
  const rows = await ('node' in about
    ? authors('node').rows(db, [about.node, 'renter', mostAuthors])
    : authors('subject').rows(db, [about.subject, about.side, mostAuthors]))
  return rows.map((row) => ({ ...row, stars: Number(row.stars), reviews: Number(row.reviews) }))
}
