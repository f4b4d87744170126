import type { Queryable } from '../client/queryable.ts'
import type { ChainLogRow } from './chainLogRow.ts'

/** Appends logs of our contracts. Index: chain_logs (block_number, log_index). */
export async function insertChainLogs(tx: Queryable, logs: readonly ChainLogRow[]): Promise<void> {
  if (logs.length === 0) return
  await tx.query(
    `insert into chain_logs (block_number, block_hash, log_index, tx_hash, contract, name, args, command, at_head, at_finality)
     select * from unnest($1::bigint[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::boolean[])`,
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
