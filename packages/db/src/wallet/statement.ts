// Statements of accounts. The API reads the table `chain_statement`, which the follower fills from the chain.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const statementRow = rowOf({
  blockNumber: tables.chain_statement.block_number,
  kind: tables.chain_statement.kind,
  txHash: tables.chain_statement.tx_hash,
  amount: tables.chain_statement.amount,
  balanceAfter: tables.chain_statement.balance_after,
  leaseId: tables.chain_statement.lease_id,
  at: tables.chain_statement.at,
  final: 'bool',
})

/** One change of an account's balance in the Market contract. */
export type StatementRow = RowOf<typeof statementRow>

const newestLines = statement(
  statementRow,
  `select s.block_number as "blockNumber", s.kind, s.tx_hash as "txHash", s.amount, s.balance_after as "balanceAfter", s.lease_id as "leaseId", s.at,
     coalesce(s.block_number <= (select final_number from follower_checkpoint where id = 1), false) as final
   from chain_statement s where s.account = $1 order by s.block_number desc, s.log_index desc limit $2`,
)

/** Lists the changes of an account's balance, newest first. Index: chain_statement (account, block_number, …). Takes no lock. */
export async function listStatement(db: Queryable, { account, limit }: { account: string; limit: number }): Promise<StatementRow[]> {
  return newestLines.rows(db, [account, limit])
}

const finalLineRow = rowOf({
  blockNumber: tables.chain_statement.block_number,
  logIndex: tables.chain_statement.log_index,
  kind: tables.chain_statement.kind,
  txHash: tables.chain_statement.tx_hash,
  amount: tables.chain_statement.amount,
  balanceAfter: tables.chain_statement.balance_after,
  leaseId: tables.chain_statement.lease_id,
  at: tables.chain_statement.at,
})

/** A line of an account's statement with its position on the chain. Amounts are in base units; `at` is the time of its block in Unix seconds. */
export type FinalLineRow = RowOf<typeof finalLineRow>

/** The position of a line in the order of the chain. */
export interface LinePlace {
  blockNumber: bigint
  logIndex: number
  kind: string
}

/**
 * Selects the lines of an account statement in blocks up to `finalNumber`, with times between `from` (included) and `until` (not included). Only lines after
 * the position `after` are selected.
 */
export interface FinalLines {
  account: string
  from: bigint
  until: bigint
  finalNumber: bigint
  after: LinePlace | null
  limit: number
}

const finalLines = statement(
  finalLineRow,
  `select block_number as "blockNumber", log_index as "logIndex", kind, tx_hash as "txHash", amount, balance_after as "balanceAfter", lease_id as "leaseId", at
   from chain_statement
   where account = $1 and at >= $2 and at < $3 and block_number <= $4
     and ($5::bigint is null or (block_number, log_index, kind) > ($5::bigint, $6::int, $7::text))
   order by block_number, log_index, kind limit $8`,
)

/**
 * Lists the changes of an account's balance in the final blocks of a time span, in the order of the chain. Index: chain_statement (account, block_number,
 * log_index, kind). Takes no lock.
 */
export async function listFinalLines(db: Queryable, { account, from, until, finalNumber, after, limit }: FinalLines): Promise<FinalLineRow[]> {
  return finalLines.rows(db, [account, from, until, finalNumber, after?.blockNumber ?? null, after?.logIndex ?? null, after?.kind ?? null, limit])
}

const statementSumsRow = rowOf({
  finalNumber: 'int8',
  finalAt: 'int8',
  firstAt: 'int8',
  opening: 'numeric',
  came: 'numeric',
  went: 'numeric',
})

/**
 * The sums of an account's statement over a span, in base units, from final blocks only. `finalNumber` and `finalAt` are the last final block (-1 if there is
 * none) and its time. `firstAt` is the time of the first stored block (0 if there is none).
 */
export type StatementSumsRow = RowOf<typeof statementSumsRow>

const sumsOfSpan = statement(
  statementSumsRow,
  `with final as (select coalesce((select final_number from follower_checkpoint where id = 1), -1) as number)
   select f.number as "finalNumber", coalesce((select timestamp from blocks where blocks.number = f.number), 0) as "finalAt",
     coalesce((select timestamp from blocks order by number limit 1), 0) as "firstAt",
     coalesce(sum(s.amount) filter (where s.at < $2), 0)::numeric(78, 0) as opening,
     coalesce(sum(s.amount) filter (where s.at >= $2 and s.amount > 0), 0)::numeric(78, 0) as came,
     coalesce(-sum(s.amount) filter (where s.at >= $2 and s.amount < 0), 0)::numeric(78, 0) as went
   from final f left join chain_statement s on s.account = $1 and s.at < $3 and s.block_number <= f.number group by f.number`,
)

/**
 * Returns three sums of the changes of an account's balance, up to the last final block: the sum before the time span, and the amounts that came in and went
 * out within it. The span contains `from` but not `until`. `went` is a positive number. Reads all lines of the account. Index: chain_statement (account, …),
 * blocks (number). Takes no lock.
 */
export async function readStatementSums(
  db: Queryable,
  { account, from, until }: { account: string; from: bigint; until: bigint },
): Promise<StatementSumsRow> {
  return sumsOfSpan.only(db, [account, from, until])
}
