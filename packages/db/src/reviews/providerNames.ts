// How pages name a provider beside its machines. The API reads `chain_accounts`, `chain_nodes` and `delegate_statements`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'

const nameRow = rowOf({ account: 'text!', name: 'text?', bonded: 'numeric', since: 'int8!' })

/** The chosen name of a provider, its bond in PToken base units, and the registration of its first machine in Unix seconds. */
export type ProviderNameRow = RowOf<typeof nameRow>

const namesOfProviders = statement(
  nameRow,
  `select asked.account, nullif(s.name, '') as name, coalesce(a.bonded, 0) as bonded, own.since
   from (select distinct account from unnest($1::text[]) account) asked
     cross join lateral (select min(registered_at) as since from chain_nodes where provider = asked.account) own
     left join chain_accounts a using (account) left join delegate_statements s using (account)
   where own.since is not null order by asked.account`,
)

/**
 * Returns name, bond and first day of these accounts, without accounts that never registered a machine. Index: chain_nodes (provider), chain_accounts
 * (account), delegate_statements (account). Takes no lock.
 */
export function listProviderNames(db: Queryable, { accounts }: { accounts: readonly string[] }): Promise<ProviderNameRow[]> {
  return namesOfProviders.rows(db, [accounts])
}
