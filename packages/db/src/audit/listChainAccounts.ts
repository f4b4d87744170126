import type { Queryable } from '../client/queryable.ts'

/** An account of the Market as the follower counts it, in PToken base units. */
export interface ChainAccountRow {
  account: string
  balance: bigint
  fees: bigint
  floor: bigint
  bonded: bigint
}

/** Every account. For audits: reads the whole table. Takes no lock. */
export async function listChainAccounts(db: Queryable): Promise<ChainAccountRow[]> {
  return db.query<ChainAccountRow>('select account, balance, fees, floor, bonded from chain_accounts order by account', [])
}
