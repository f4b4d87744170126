import type { Queryable } from '../client/queryable.ts'

/** An account whose statement does not add up: the sum of its lines, and its balance, in PToken base units. `lines` of it name a wrong balance. */
export interface StatementFault {
  account: string
  sum: bigint
  balance: bigint
  lines: number
}

/**
 * Accounts whose lines do not add up to the balance, or with a log after which no line names the sum so far. For audits: reads the
 * whole table. Takes no lock.
 */
export async function listStatementFaults(db: Queryable): Promise<StatementFault[]> {
  return db.query<StatementFault>(
    `with per_log as (
       select account, block_number, log_index, sum(amount) as amount, array_agg(balance_after) as named
       from chain_statement group by account, block_number, log_index),
     running as (
       select account, named, sum(amount) over (partition by account order by block_number, log_index) as sum_so_far from per_log),
     wrong as (select account, count(*)::integer as lines from running where not sum_so_far = any (named) group by account),
     sums as (select account, sum(amount) as sum from chain_statement group by account)
     select chain_accounts.account, coalesce(sums.sum, 0)::numeric(78,0) as sum, balance, coalesce(wrong.lines, 0) as lines
     from chain_accounts left join sums using (account) left join wrong using (account)
     where coalesce(sums.sum, 0) <> balance or wrong.lines > 0 order by account`,
    [],
  )
}
