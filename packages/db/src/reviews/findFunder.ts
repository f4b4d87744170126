// Finds the account that gave an author of reviews its money. The API reads `chain_logs`, which the follower fills from the chain.
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
 * Returns the funder of an account: another account that paid in at least half of the money deposited for the account, and at least half of `spent` (PToken
 * base units). Returns null if there is none. The two conditions leave out small deposits, because anybody can pay into anybody's balance. The faucet is never
 * a funder. Index: chain_logs (account) of deposits. Takes no lock.
 */
export async function findFunder(
  db: Queryable,
  { account, faucet, spent }: { account: string; faucet: string | null; spent: bigint },
): Promise<string | null> {
  const row = await funderOfAccount.first(db, [account, faucet ?? '', spent])
  return row?.funder ?? null
}
