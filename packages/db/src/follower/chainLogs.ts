// Logs of our contracts. The follower (role infinitio_follower) fills the table `chain_logs` from the chain.
import { present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** One log of our contracts as stored. `args` and `command` are canonical JSON. */
export interface ChainLogRow {
  blockNumber: bigint
  blockHash: string
  logIndex: number
  txHash: string
  contract: string
  name: string
  args: string
  /** The matcher's command for the log; null if there is none. */
  command: string | null
  /** True if the command takes away money or GPUs. The matcher then gets it as soon as the block is the head (newest block) of the chain. */
  atHead: boolean
  /** True if the command adds money or GPUs. The matcher then gets the command only when the block is final. */
  atFinality: boolean
}

/**
 * Appends logs of our contracts. First store the leases that the logs name, because the row of each log also stores the hash of the order from which its lease
 * comes. Indexes: chain_logs (block_number, log_index), leases (lease_id).
 */
export async function insertChainLogs(tx: Queryable, logs: readonly ChainLogRow[]): Promise<void> {
  if (logs.length === 0) return
  await tx.query(
    `insert into chain_logs (block_number, block_hash, log_index, tx_hash, contract, name, args, command, at_head, at_finality, order_hash)
     select new.*, coalesce(new.args::jsonb ->> 'bidHash', leases.bid_hash)
     from unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::boolean[])
       as new (block_number, block_hash, log_index, tx_hash, contract, name, args, command, at_head, at_finality)
     left join leases on leases.lease_id = (new.args::jsonb ->> 'leaseId')::bigint`,
    [
      logs.map((log) => log.blockNumber),
      logs.map((log) => log.blockHash),
      logs.map((log) => log.logIndex),
      logs.map((log) => log.txHash),
      logs.map((log) => log.contract),
      logs.map((log) => log.name),
      logs.map((log) => log.args),
      logs.map((log) => log.command),
      logs.map((log) => log.atHead),
      logs.map((log) => log.atFinality),
    ],
  )
}

const orderLogRow = rowOf({
  orderHash: present(tables.chain_logs.order_hash),
  name: tables.chain_logs.name,
  blockNumber: tables.chain_logs.block_number,
  txHash: tables.chain_logs.tx_hash,
  /** The contract's error if the log reports that a batch skipped the order; null for every other log. */
  code: 'text?',
})

/** A log of chain_logs about one order. */
export type OrderLog = RowOf<typeof orderLogRow>

const logsOfOrders = statement(
  orderLogRow,
  `select order_hash as "orderHash", name, block_number as "blockNumber", tx_hash as "txHash", case when name = 'SettleSkipped' then args::jsonb ->> 'error' end as code
   from chain_logs
   where block_number between $1 and $2 and order_hash is not null order by block_number, log_index`,
)

/** Returns the logs about orders in a range of blocks, in chain order. Index: chain_logs (block_number, log_index). Takes no lock. */
export async function listOrderLogs(db: Queryable, { from, to }: { from: bigint; to: bigint }): Promise<OrderLog[]> {
  return logsOfOrders.rows(db, [from, to])
}
