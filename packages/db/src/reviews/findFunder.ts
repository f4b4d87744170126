// The account from which an author of reviews has its money. The API reads `chain_logs`, which the follower writes.
import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'

const funderOfAccount = statement(
  rowOf({ funder: 'text' }),
  `with paid as (select args::json ->> 'from' as sender, sum((args::json ->> 'amount')::numeric) as amount from chain_logs
     where name = 'Deposited' and args::json ->> 'account' = $1 group by 1)
   select sender as funder from paid where sender <> $1 and sender <> $2 and 2 * amount >= greatest((select sum(amount) from paid), $3::numeric)
   order by amount desc, sender limit 1`,
)

/**
 * Returns the other account that paid at least half of an account's deposits, and at least half of `spent`; null without one. Anybody can pay into
 * the balance of anybody, so a small deposit must not name its sender. The faucet is never named. `spent` in PToken base units. Index: chain_logs
 * (account) of deposits. Takes no lock.
 */
export async function findFunder(
  db: Queryable,
  { account, faucet, spent }: { account: string; faucet: string | null; spent: bigint },
): Promise<string | null> {
  const row = await funderOfAccount.first(db, [account, faucet ?? '', spent])
  return row?.funder ?? null
}
