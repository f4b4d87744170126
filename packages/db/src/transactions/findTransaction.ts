import type { Queryable } from '../client/queryable.ts'

/** A transaction our keys sent, by any of its hashes. */
export interface SentTransactionRow {
  purpose: 'settle' | 'relay' | 'sweep'
  state: string
  code: string | null
  sender: string
}

/** A transaction of ours, or null when somebody else sent it. Index: transactions (hashes). Takes no lock. */
export async function findTransaction(db: Queryable, { hash }: { hash: string }): Promise<SentTransactionRow | null> {
  const rows = await db.query<SentTransactionRow>('select purpose, state, code, sender from transactions where hashes @> array[$1::text] limit 1', [
    hash,
  ])
  return rows[0] ?? null
}
