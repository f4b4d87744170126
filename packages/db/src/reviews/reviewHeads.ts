// Signed heads of the list of reviews, one for each day. The API (role infinitio_api) writes the table `review_heads`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const { review_heads: heads } = tables

const reviewHeadRow = rowOf({
  day: heads.day,
  number: heads.number,
  hash: heads.hash,
  signedAt: heads.signed_at,
  signer: heads.signer,
  signature: heads.signature,
})

/** The signed last entry of the list of reviews on one day. `day` is Unix seconds ÷ 86,400, and `signedAt` is in Unix seconds. */
export type ReviewHeadRow = RowOf<typeof reviewHeadRow>

/** Stores the signed head (last entry) of the list of reviews on one day. Ignores a second one of the same day. Index: review_heads (day). */
export async function insertReviewHead(db: Queryable, { day, number, hash, signedAt, signer, signature }: ReviewHeadRow): Promise<void> {
  await db.query(
    'insert into review_heads (day, number, hash, signed_at, signer, signature) values ($1, $2, $3, $4, $5, $6) on conflict (day) do nothing',
    [day, number, hash, signedAt, signer, signature],
  )
}

const headsBefore = statement(
  reviewHeadRow,
  `select day, number, hash, signed_at as "signedAt", signer, signature from review_heads where $1::bigint is null or day < $1 order by day desc limit $2`,
)

/** Lists the signed heads (last entries of the list of reviews) of the days before `beforeDay`, newest first. Index: review_heads (day). Takes no lock. */
export function listReviewHeads(db: Queryable, { beforeDay, limit }: { beforeDay: bigint | null; limit: number }): Promise<ReviewHeadRow[]> {
  return headsBefore.rows(db, [beforeDay, limit])
}
