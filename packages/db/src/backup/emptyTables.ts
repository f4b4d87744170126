import type { Queryable } from '../client/queryable.ts'
import { ownTables } from './tableKinds.ts'

/** The operator's log is never emptied: a restore adds what it lacks. */
const keptTables: readonly string[] = ['admin_audit', ...ownTables]

/** Empties every table of ours but the operator's log, inside a transaction of the owner. Locks them all. */
export async function emptyTables(tx: Queryable): Promise<void> {
  const tables = await tx.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname <> all ($1::text[])`,
    [keptTables],
  )
  await tx.query(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`, [])
}
