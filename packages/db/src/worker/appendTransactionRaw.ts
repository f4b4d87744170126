import type { Queryable } from '../client/queryable.ts'

/** Adds a new signed version of the same nonce (a higher fee) before it is sent. Index: transactions (id). Locks its row. */
export async function appendTransactionRaw(db: Queryable, { id, raw, hash }: { id: bigint; raw: string; hash: string }): Promise<void> {
  const rows = await db.query<{ id: bigint }>(
    `update transactions set raw = raw || $2::text, hashes = hashes || $3::text, state = 'stored', code = null, mined_block = null,
       mined_block_hash = null, lost_at = case when mined_block_hash is not null then now() else lost_at end, updated_at = now()
     where id = $1 returning id`,
    [id, raw, hash],
  )
  if (rows.length !== 1) throw new Error(`transaction ${id} is not in transactions`)
}
