import type { Queryable } from '../client/queryable.ts'

/** What the chain said about one order, as it stands in chain_logs. */
export interface OrderLog {
  orderHash: string
  name: string
  blockNumber: bigint
  txHash: string
  /** Why a batch left the order out; null for every other log. */
  code: string | null
}

/** The logs about orders in a range of blocks, in chain order. Index: chain_logs (block_number, log_index). Takes no lock. */
export async function listOrderLogs(db: Queryable, { from, to }: { from: bigint; to: bigint }): Promise<OrderLog[]> {
  return db.query<OrderLog>(
    `select order_hash as "orderHash", name, block_number as "blockNumber", tx_hash as "txHash", case when name = 'SettleSkipped' then args::jsonb ->> 'error' end as code
     from chain_logs
     where block_number between $1 and $2 and order_hash is not null order by block_number, log_index`,
    [from, to],
  )
}
