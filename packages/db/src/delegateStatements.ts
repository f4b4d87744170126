// Signed statements of delegates. The API (role infinitio_api) writes the table `delegate_statements`.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const statementRow = rowOf({
  name: tables.delegate_statements.name,
  text: tables.delegate_statements.text,
  signature: tables.delegate_statements.signature,
  signedAt: tables.delegate_statements.signed_at,
})

/** The statement of a delegate (an account that votes for others), as the account signed it. `signedAt` is in Unix seconds. */
export type DelegateStatementRow = RowOf<typeof statementRow>

const statementOfAccount = statement(
  statementRow,
  'select name, text, signature, signed_at as "signedAt" from delegate_statements where account = $1',
)

/** Returns the statement of an account, or null. Index: delegate_statements (account). Takes no lock. */
export function readDelegateStatement(db: Queryable, { account }: { account: string }): Promise<DelegateStatementRow | null> {
  return statementOfAccount.first(db, [account])
}

const names = statement(
  rowOf({ account: tables.delegate_statements.account, name: tables.delegate_statements.name }),
  "select account, name from delegate_statements where name <> '' and account = any($1::text[])",
)

/**
 * Returns the stored names of these accounts, without accounts that have none. Index: delegate_statements (account).
 * Takes no lock.
 */
export async function listDelegateNames(db: Queryable, { accounts }: { accounts: readonly string[] }): Promise<ReadonlyMap<string, string>> {
  return new Map((await names.rows(db, [accounts])).map(({ account, name }) => [account, name]))
}

const saved = statement(
  rowOf({ account: tables.delegate_statements.account }),
  `insert into delegate_statements (account, name, text, signature, signed_at) values ($1, $2, $3, $4, $5)
   on conflict (account) do update set name = excluded.name, text = excluded.text, signature = excluded.signature, signed_at = excluded.signed_at
   where delegate_statements.signed_at < excluded.signed_at returning account`,
)

/**
 * Stores the statement of an account and replaces an earlier one. Returns false, and changes nothing, if the stored
 * statement was signed at the same time or later. Index: delegate_statements (account). Locks its row.
 */
export async function saveDelegateStatement(db: Queryable, row: DelegateStatementRow & { account: string }): Promise<boolean> {
  return (await saved.first(db, [row.account, row.name, row.text, row.signature, row.signedAt])) !== null
}

/** Deletes the statement of an account. Index: delegate_statements (account). */
export async function deleteDelegateStatement(db: Queryable, { account }: { account: string }): Promise<void> {
  await db.query('delete from delegate_statements where account = $1', [account])
}
