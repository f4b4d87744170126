import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** What an account could spend now, in PToken base units: its balance less what arrives, is held or waits to settle. Nonces below `floor` are cancelled. */
export interface Funds {
  account: string
  available: bigint
  floor: bigint
}

/**
 * Reads it for accounts; zero for one that the chain has not seen. Indexes: chain_accounts (account), chain_statement (account, block_number),
 * book_reservations (account). Takes no lock.
 */
export async function listFunds(db: Queryable, { accounts }: { accounts: readonly string[] }): Promise<Map<string, Funds>> {
  if (accounts.length === 0) return new Map()
  const rows = await db.query<Funds>(
    `select asked.account, coalesce(c.floor, 0) as floor, coalesce(c.balance, 0)
       - coalesce((select sum(amount) from chain_statement s where s.account = asked.account and s.amount > 0
           and s.block_number > coalesce((select final_number from follower_checkpoint where id = 1), -1)), 0)
       - coalesce((select sum(amount) from book_reservations r where r.account = asked.account), 0) as available
     from unnest($1::text[]) as asked (account)
     left join lateral (select balance, floor from chain_accounts where account = asked.account limit 1) c on true`,
    [textArray(accounts)],
  )
  return new Map(rows.map((row) => [row.account, row]))
}
