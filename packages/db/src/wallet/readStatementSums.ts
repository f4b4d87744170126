import type { Queryable } from '../client/queryable.ts'

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
