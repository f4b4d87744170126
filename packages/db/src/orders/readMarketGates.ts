import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** What stands between accounts and new orders. `mode` is the operator's: open, halted or cancel_only; `paused` is the engine waiting for the chain. */
export interface MarketGates {
  mode: string
  paused: boolean
  blocked: ReadonlySet<string>
}

/** Reads it in one statement; an engine that never ran has everything open. Index: book_accounts (account). Takes no lock. */
export async function readMarketGates(db: Queryable, { accounts }: { accounts: readonly string[] }): Promise<MarketGates> {
  const rows = await db.query<{ mode: string; paused: boolean; blocked: string[] }>(
    `select coalesce(m.mode, 'open') as mode, coalesce(m.paused, false) as paused,
       array(select account from book_accounts where account = any($1::text[]) and blocked) as blocked
     from (select 1) one left join matcher_status m on m.id = 1`,
    [textArray(accounts)],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the gate query returns one row')
  return { mode: row.mode, paused: row.paused, blocked: new Set(row.blocked) }
}
