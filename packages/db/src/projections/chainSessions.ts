// Session keys on the chain. The follower (role infinitio_follower) fills the table `chain_sessions` from the chain.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** The columns of a session key. */
export const chainSessionRow = rowOf({
  account: tables.chain_sessions.account,
  key: tables.chain_sessions.key,
  totalLeft: tables.chain_sessions.total_left,
  dayCap: tables.chain_sessions.day_cap,
  spentToday: tables.chain_sessions.spent_today,
  spentOn: tables.chain_sessions.spent_on,
  expiry: tables.chain_sessions.expiry,
  revoked: tables.chain_sessions.revoked,
  updatedBlock: tables.chain_sessions.updated_block,
})

/** The limits that an account gave to a session key, in units of 1e-9 PToken. `spentOn` is the day of `spentToday` (Unix seconds / 86,400). */
export type ChainSessionRow = RowOf<typeof chainSessionRow>

/** Stores a session key and replaces its earlier limits. Index: chain_sessions (account, key). Locks its row. */
export async function saveChainSession(tx: Queryable, session: ChainSessionRow): Promise<void> {
  await tx.query(
    `insert into chain_sessions (account, key, total_left, day_cap, spent_today, spent_on, expiry, revoked, updated_block)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (account, key) do update set total_left = excluded.total_left, day_cap = excluded.day_cap, spent_today = excluded.spent_today,
       spent_on = excluded.spent_on, expiry = excluded.expiry, revoked = excluded.revoked, updated_block = excluded.updated_block`,
    [
      session.account,
      session.key,
      session.totalLeft,
      session.dayCap,
      session.spentToday,
      session.spentOn,
      session.expiry,
      session.revoked,
      session.updatedBlock,
    ],
  )
}

const sessionOfKey = statement(
  chainSessionRow,
  `select account, key, total_left as "totalLeft", day_cap as "dayCap", spent_today as "spentToday", spent_on as "spentOn", expiry, revoked,
   updated_block as "updatedBlock" from chain_sessions where account = $1 and key = $2`,
)

/** Returns a session key of an account, or null. Index: chain_sessions (account, key). Takes no lock. */
export async function findChainSession(db: Queryable, { account, key }: { account: string; key: string }): Promise<ChainSessionRow | null> {
  return sessionOfKey.first(db, [account, key])
}
