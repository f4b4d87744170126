// Transactions with events of our contracts. The API reads `chain_logs` and `blocks`, which the follower fills from the chain.
import { jsonOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** The position of a transaction: its block and the index of its first log of our contracts. */
export interface LogPlace {
  blockNumber: bigint
  logIndex: number
}

type FirstLog = { name: string; args: string }

function isLogs(value: unknown): value is FirstLog[] {
  return Array.isArray(value) && value.every((log) => typeof log?.name === 'string' && typeof log.args === 'string')
}

const minedTransactionRow = rowOf({
  blockNumber: tables.chain_logs.block_number,
  logIndex: tables.chain_logs.log_index,
  hash: tables.chain_logs.tx_hash,
  at: tables.blocks.timestamp,
  final: tables.blocks.final,
  events: 'int4',
  logs: jsonOf('jsonb', isLogs),
})

/** A transaction with events of our contracts. `logs` has only the first ten of these events; their `args` are canonical JSON. */
export type MinedTransactionRow = RowOf<typeof minedTransactionRow>

const mostLogs = 10

const newestMined = statement(
  minedTransactionRow,
  `select t.tx_hash as hash, t.block_number as "blockNumber", t.log_index as "logIndex", b.timestamp as at, b.final, e.events, e.logs
     from (select tx_hash, block_number, log_index from chain_logs l
           where ($1::bigint is null or block_number = $1) and ($2::bigint is null or (block_number, log_index) < ($2, $3))
             and tx_hash is distinct from (select tx_hash from chain_logs where block_number = l.block_number and log_index < l.log_index order by log_index desc limit 1)
           order by block_number desc, log_index desc limit $4) t
     join blocks b on b.number = t.block_number
     cross join lateral (
       select count(*)::int as events, coalesce(jsonb_agg(jsonb_build_object('name', name, 'args', args) order by place) filter (where place <= ${mostLogs}), '[]') as logs
       from (select name, args, row_number() over (order by log_index) as place from chain_logs where tx_hash = t.tx_hash) numbered) e
     order by t.block_number desc, t.log_index desc`,
)

/**
 * Returns transactions that have events of our contracts and come before a position, in one block or in all, newest first. Finds each transaction once, by its
 * first log: a log that has no previous log of the same transaction in its block. Index: chain_logs (block_number, log_index), (tx_hash), blocks (number).
 * Takes no lock.
 */
export async function listMinedTransactions(
  db: Queryable,
  { block, before, limit }: { block: bigint | null; before: LogPlace | null; limit: number },
): Promise<MinedTransactionRow[]> {
  return newestMined.rows(db, [block, before?.blockNumber ?? null, before?.logIndex ?? null, limit])
}
