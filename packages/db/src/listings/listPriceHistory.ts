import type { Queryable } from '../client/queryable.ts'

/** Prices a node asked, newest first. Index: book_orders (node_id, created_seq) of asks. Takes no lock. */
export async function listPriceHistory(
  db: Queryable,
  { nodeId, limit }: { nodeId: string; limit: number },
): Promise<{ atMs: bigint; pricePerGpuSecond: bigint }[]> {
  return db.query<{ atMs: bigint; pricePerGpuSecond: bigint }>(
    `select created_at_ms as "atMs", price_per_gpu_second as "pricePerGpuSecond" from book_orders
     where node_id = $1 and kind = 'ask' and state <> 'rejected' order by created_seq desc limit $2`,
    [nodeId, limit],
  )
}
