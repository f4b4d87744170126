import type { Queryable } from '../client/queryable.ts'

/** One movement of a balance at the Market. */
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

/** Lists movements of an account, newest first. Index: chain_statement (account, block_number, …). Takes no lock. */
export async function listStatement(db: Queryable, { account, limit }: { account: string; limit: number }): Promise<StatementRow[]> {
  return db.query<StatementRow>(
    `select s.block_number as "blockNumber", s.kind, s.tx_hash as "txHash", s.amount, s.balance_after as "balanceAfter", s.lease_id as "leaseId", s.at,
       coalesce(s.block_number <= (select final_number from follower_checkpoint where id = 1), false) as final
     from chain_statement s where s.account = $1 order by s.block_number desc, s.log_index desc limit $2`,
    [account, limit],
  )
}

/** A line of an account's statement with its position on the chain. Amounts in base units; `at` is the time of its block in Unix seconds. */
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

/** The position of a line in the order of the chain. */
export interface LinePlace {
  blockNumber: bigint
  logIndex: number
  kind: string
}

/** Selects lines of blocks up to `finalNumber` whose time is in the span (without `until`), after the position `after`. */
export interface FinalLines {
  account: string
  from: bigint
  until: bigint
  finalNumber: bigint
  after: LinePlace | null
  limit: number
}

/** Lists movements of an account in final blocks of a span, in the order of the chain. Index: chain_statement (account, block_number, log_index, kind). Takes no lock. */
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

/** The sums of a statement over a span in base units, from final blocks only, and the last of these blocks (-1: none) with its time. */
export interface StatementSumsRow {
  finalNumber: bigint
  finalAt: bigint
  opening: bigint
  came: bigint
  went: bigint
}

/**
 * Returns the sums of an account's movements before a span and in it (without `until`), up to the last final block. `went` is not negative. Reads all lines of the account.
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
