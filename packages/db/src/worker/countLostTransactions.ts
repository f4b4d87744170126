import type { Queryable } from '../client/queryable.ts'

/**
 * Transactions of senders other than `sender` that were in a block and, as far as the follower's chain goes, are in none: what the chain says
 * may be older than what we know. Indexes: transactions (state, id), transactions (mined_block), blocks (number). Takes no lock.
 */
export async function countLostTransactions(db: Queryable, { besides }: { besides: string }): Promise<number> {
  const rows = await db.query<{ count: number }>(
    `select count(*)::integer as count from transactions as sent
     where sender <> $1 and ((state in ('stored', 'broadcast') and lost_at is not null)
       or (state in ('mined', 'failed') and nonce is not null and mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint)
         and not exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash)))`,
    [besides],
  )
  return rows[0]?.count ?? 0
}
