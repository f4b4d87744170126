import type { Queryable } from '../client/queryable.ts'

/** One movement of a Market balance. */
export interface StatementRow {
  blockNumber: bigint
  kind: string
  txHash: string
  amount: bigint
  balanceAfter: bigint
  leaseId: bigint | null
  at: bigint
  final: boolean
}

/** Movements of an account, newest first. Index: chain_statement (account, block_number, …). Takes no lock. */
export async function listStatement(db: Queryable, { account, limit }: { account: string; limit: number }): Promise<StatementRow[]> {
  return db.query<StatementRow>(
    `select s.block_number as "blockNumber", s.kind, s.tx_hash as "txHash", s.amount, s.balance_after as "balanceAfter", s.lease_id as "leaseId", s.at,
       coalesce(s.block_number <= (select final_number from follower_checkpoint where id = 1), false) as final
     from chain_statement s where s.account = $1 order by s.block_number desc, s.log_index desc limit $2`,
    [account, limit],
  )
}

/** A line of an account's statement with its place on the chain. Base units; `at` in Unix seconds of its block. */
export interface FinalLineRow {
  blockNumber: bigint
  logIndex: number
  kind: string
  txHash: string
  amount: bigint
  balanceAfter: bigint
  leaseId: bigint | null
  at: bigint
}

/** Where in the chain's order a line stands. */
export interface LinePlace {
  blockNumber: bigint
  logIndex: number
  kind: string
}

/** Which lines: of blocks up to `finalNumber` whose time is in the span (`until` not included), those after `after`. */
export interface FinalLines {
  account: string
  from: bigint
  until: bigint
  finalNumber: bigint
  after: LinePlace | null
  limit: number
}

/** Movements of an account in final blocks of a span, in the chain's order. Index: chain_statement (account, block_number, log_index, kind). Takes no lock. */
export async function listFinalLines(db: Queryable, { account, from, until, finalNumber, after, limit }: FinalLines): Promise<FinalLineRow[]> {
  return db.query<FinalLineRow>(
    `select block_number as "blockNumber", log_index as "logIndex", kind, tx_hash as "txHash", amount, balance_after as "balanceAfter", lease_id as "leaseId", at
     from chain_statement
     where account = $1 and at >= $2 and at < $3 and block_number <= $4
       and ($5::bigint is null or (block_number, log_index, kind) > ($5::bigint, $6::int, $7::text))
     order by block_number, log_index, kind limit $8`,
    [account, from, until, finalNumber, after?.blockNumber ?? null, after?.logIndex ?? null, after?.kind ?? null, limit],
  )
}

/** What a balance was before and after a span, from final blocks alone, and which block is the last of these (-1: none), with its time. Base units. */
export interface StatementSumsRow {
  finalNumber: bigint
  finalAt: bigint
  opening: bigint
  came: bigint
  went: bigint
}

/**
 * Sums of an account's movements before a span and in it (`until` not included), up to the last final block. `went` is not negative. Reads all lines of the account.
 * Index: chain_statement (account, …), blocks (number). Takes no lock.
 */
export async function readStatementSums(
  db: Queryable,
  { account, from, until }: { account: string; from: bigint; until: bigint },
): Promise<StatementSumsRow> {
  const rows = await db.query<StatementSumsRow>(
    `with final as (select coalesce((select final_number from follower_checkpoint where id = 1), -1) as number)
     select f.number as "finalNumber", coalesce((select timestamp from blocks where blocks.number = f.number), 0) as "finalAt",
       coalesce(sum(s.amount) filter (where s.at < $2), 0)::numeric(78, 0) as opening,
       coalesce(sum(s.amount) filter (where s.at >= $2 and s.amount > 0), 0)::numeric(78, 0) as came,
       coalesce(-sum(s.amount) filter (where s.at >= $2 and s.amount < 0), 0)::numeric(78, 0) as went
     from final f left join chain_statement s on s.account = $1 and s.at < $3 and s.block_number <= f.number group by f.number`,
    [account, from, until],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the sums of a statement are one row')
  return row
}
