// The public list of reviews, answers and removed texts. Each entry contains the hash of the previous one. The API and the operator's program (role
// infinitio_api) append to the table `reviews`.
import { removesText, type ReviewEntry, reviewEntryHash, reviewEntryKinds, reviewSides, reviewsStart, reviewTextHash } from '@infinitio/domain'
import { lockForAppend } from '../client/advisoryLocks.ts'
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { reviews } = tables

/** The columns of an entry. */
export const reviewEntryRow = rowOf({
  number: reviews.number,
  kind: oneOf(reviews.kind, reviewEntryKinds),
  target: reviews.target,
  leaseId: reviews.lease_id,
  leaseKey: reviews.lease_key,
  node: reviews.node_id,
  side: oneOf(reviews.side, reviewSides),
  author: reviews.author,
  subject: reviews.subject,
  stars: reviews.stars,
  text: reviews.text,
  salt: reviews.salt,
  textHash: reviews.text_hash,
  fees: reviews.fees,
  funder: reviews.funder,
  signature: reviews.signature,
  at: reviews.at,
  hash: reviews.hash,
})

/** An entry of the list of reviews. `text` and `salt` are null if a later entry removed them. `at` in Unix seconds, `fees` in PToken base units. */
export type ReviewEntryRow = RowOf<typeof reviewEntryRow>

/** The columns of an entry of the list of reviews, for a SELECT. */
export const reviewEntryColumns = `number, kind, target, lease_id as "leaseId", lease_key as "leaseKey", node_id as node, side, author, subject, stars, text, salt, text_hash as "textHash",
  fees, funder, signature, at, hash`

const headRow = rowOf({ number: reviews.number, hash: reviews.hash })
const lastEntry = statement(headRow, 'select number, hash from reviews order by number desc limit 1')

/** Returns the number and the hash of the last entry; null if the list is empty. Index: reviews (number). Takes no lock. */
export function readReviewHead(db: Queryable): Promise<RowOf<typeof headRow> | null> {
  return lastEntry.first(db, [])
}

const insertion = statement(
  rowOf({ hash: reviews.hash }),
  `insert into reviews (number, kind, target, lease_id, lease_key, node_id, side, author, subject, stars, text, salt, text_hash, fees, funder, signature, at,
     hash)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
   on conflict (lease_key, side, kind, target) do nothing returning hash`,
)

/** A new entry. It gets its number and its hash when it is appended to the list. */
export type NewReviewEntry = Omit<ReviewEntryRow, 'number' | 'hash' | 'text' | 'salt'> & { readonly text: string; readonly salt: string }

/**
 * Appends an entry and returns its number. If the entry hides or deletes a text, also removes that text from the entry to which it refers. Returns null if the
 * author already has such an entry for this lease and target, or if the text to remove is already gone. Call it inside a transaction. Index: reviews (number),
 * (lease_key, side, kind, target). Takes the advisory lock of reviews until commit.
 */
export async function appendReviewEntry(tx: Queryable, entry: NewReviewEntry): Promise<bigint | null> {
  await lockForAppend(tx, 'reviews')
  if (removesText(entry.kind) && ((await findReviewEntry(tx, { number: entry.target }))?.text ?? null) === null) return null
  const last = await readReviewHead(tx)
  const { text, salt, ...hashed } = entry
  const numbered: ReviewEntry = { ...hashed, number: (last?.number ?? 0n) + 1n }
  const { number, kind, target, leaseId, leaseKey, node, side, author, subject, stars, textHash, fees, funder, signature, at } = numbered
  const hash = reviewEntryHash(last?.hash ?? reviewsStart, numbered)
  const about = [number, kind, target, leaseId, leaseKey, node, side, author, subject]
  const row = await insertion.first(tx, [...about, stars, text, salt, textHash, fees, funder, signature, at, hash])
  if (row === null) return null
  if (removesText(kind)) await tx.query('update reviews set text = null, salt = null where number = $1', [target])
  return number
}

const entryByNumber = statement(reviewEntryRow, `select ${reviewEntryColumns} from reviews where number = $1`)

/** Returns an entry of the list of reviews, or null. Index: reviews (number). Takes no lock. */
export function findReviewEntry(db: Queryable, { number }: { number: bigint }): Promise<ReviewEntryRow | null> {
  return entryByNumber.first(db, [number])
}

const entriesAfter = statement(reviewEntryRow, `select ${reviewEntryColumns} from reviews where number > $1 order by number limit $2`)

/** Lists the entries of the list of reviews after a number, oldest first. Index: reviews (number). Takes no lock. */
export function listReviewEntries(db: Queryable, { after, limit }: { after: bigint; limit: number }): Promise<ReviewEntryRow[]> {
  return entriesAfter.rows(db, [after, limit])
}

// Removes texts from the list of reviews. Each removal adds an entry that makes it public. The API and the operator's program (role infinitio_api) append to
// `reviews`.

/**
 * The removal of a review's text. `reason` becomes the public text of its entry in the list. `at` is in Unix seconds of the block clock, and `salt` has 32
 * random bytes.
 */
type ReviewTextRemoval = { readonly kind: 'hiding' | 'deletion'; readonly reason: string; readonly salt: string; readonly at: bigint }

/**
 * Removes the text of a review or an answer and appends an entry with the reason. Returns the number of this entry; null if the text was already removed. Call
 * it inside a transaction. Index: reviews (number), (lease_key, side, kind, target). Takes the advisory lock of reviews until commit.
 */
export function removeReviewText(
  tx: Queryable,
  { number, leaseId, leaseKey, node, side, subject }: ReviewEntryRow,
  { kind, reason, salt, at }: ReviewTextRemoval,
): Promise<bigint | null> {
  const about = { target: number, leaseId, leaseKey, node, side, subject, author: null, stars: null, funder: null, fees: 0n, signature: null }
  return appendReviewEntry(tx, { kind, ...about, text: reason, salt, textHash: reviewTextHash({ text: reason, salt }), at })
}

const textsOfAuthor = statement(reviewEntryRow, `select ${reviewEntryColumns} from reviews where author = $1 and text <> '' order by number`)

/**
 * Removes all texts of an author, each with an entry of kind `deletion`, and returns their number. Call it inside a transaction. Index: reviews
 * (author). Takes the advisory lock of reviews until commit, if there is a text.
 */
export async function deleteReviewTexts(tx: Queryable, { author, salt, at }: { author: string; salt: string; at: bigint }): Promise<number> {
  const entries = await textsOfAuthor.rows(tx, [author])
  for (const entry of entries) await removeReviewText(tx, entry, { kind: 'deletion', reason: '', salt, at })
  return entries.length
}
