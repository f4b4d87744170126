import type { Queryable } from '../client/queryable.ts'

/** A stored log with the time of its block. `args` is the canonical JSON of its event. */
export interface StoredLog {
  blockNumber: bigint
  logIndex: number
  txHash: string
  args: string
  timestamp: bigint
}

/** Stored logs after a place in the chain, in its order, at most `limit`. Indexes: chain_logs (block_number, log_index), blocks (number). Takes no lock. */
export async function listStoredLogs(
  db: Queryable,
  { after, limit }: { after: { blockNumber: bigint; logIndex: number }; limit: number },
): Promise<StoredLog[]> {
  return db.query<StoredLog>(
    `select l.block_number as "blockNumber", l.log_index as "logIndex", l.tx_hash as "txHash", l.args, b.timestamp
     from chain_logs l join blocks b on b.number = l.block_number
     where (l.block_number, l.log_index) > ($1::bigint, $2::integer) order by l.block_number, l.log_index limit $3`,
    [after.blockNumber, after.logIndex, limit],
  )
}
