import type { Queryable } from '../client/queryable.ts'
import type { ChainLogRow } from './chainLogRow.ts'

/**
 * Appends logs of our contracts; call it after their leases were projected, so that each names the order it is about.
 * Indexes: chain_logs (block_number, log_index), leases (lease_id).
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
