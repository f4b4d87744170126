// Removes texts from the list of reviews, each with an entry that shows it. The API and the operator's program (role infinitio_api) append to `reviews`.
import { reviewTextHash } from '@infinitio/domain'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { appendReviewEntry, reviewEntryColumns, type ReviewEntryRow, reviewEntryRow } from './reviewEntries.ts'

/** The reason of a removal is the public text of its entry. `at` in Unix seconds of the block clock, `salt` has 32 random bytes. */
export type ReviewTextRemoval = { readonly kind: 'hiding' | 'deletion'; readonly reason: string; readonly salt: string; readonly at: bigint }

/**
 * Removes the text of a review or an answer and appends an entry with the reason. Returns the number of this entry; null if such an entry exists.
 * Call it inside a transaction. Index: reviews (number), (lease_key, side, kind, target). Takes the advisory lock of reviews until commit.
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
