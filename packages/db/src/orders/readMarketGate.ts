import type { Queryable } from '../client/queryable.ts'

/** What stands between an account and a new order. `mode` is the operator's: open, halted or cancel_only; `paused` is the engine waiting for the chain. */
export interface MarketGate {
  mode: string
  paused: boolean
  blocked: boolean
}

/** Reads it in one statement; an engine that never ran has everything open. Index: book_accounts (account). Takes no lock. */
export async function readMarketGate(db: Queryable, { account }: { account: string }): Promise<MarketGate> {
  const rows = await db.query<MarketGate>(
    `select coalesce(m.mode, 'open') as mode, coalesce(m.paused, false) as paused,
       exists (select from book_accounts where account = $1 and blocked) as blocked
     from (select 1) one left join matcher_status m on m.id = 1`,
    [account],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the gate query returns one row')
  return row
}
