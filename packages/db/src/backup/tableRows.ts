// Reads and restores the rows of a backup. The owner (role infinitio_owner) reads and writes any table.
import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { type BackupTable, ownTables } from './backupTables.ts'

const ROWS_AT_ONCE = 2_000

/**
 * Reads a whole table inside a transaction through a cursor. Yields lists of up to 2,000 rows, each row as the text of a JSON object. Table names come from the
 * catalogue of Postgres. Takes no lock; reads the snapshot of the transaction.
 */
export async function* readTableRows(tx: Queryable, { name }: BackupTable): AsyncGenerator<string[]> {
  await tx.query(`declare backup_rows no scroll cursor for select to_jsonb(t)::text as row from "${name}" t`, [])
  for (;;) {
    // A test lets Postgres describe all declared statements. It cannot describe a fetch without an open cursor, so this statement is not declared, and
    // `textOfRow` checks its column instead.
    const rows = await tx.query(`fetch ${ROWS_AT_ONCE} from backup_rows`, [])
    if (rows.length > 0) yield rows.map(textOfRow)
    if (rows.length === ROWS_AT_ONCE) continue
    await tx.query('close backup_rows', [])
    return
  }
}

function textOfRow({ row }: Record<string, unknown>): string {
  if (typeof row !== 'string') throw new Error('a row of a backup is text')
  return row
}

const lastIdentity = statement(
  rowOf({ last: 'int8?' }),
  `select s.last_value as last from pg_sequences s
   where format('%I.%I', s.schemaname, s.sequencename)::regclass = pg_get_serial_sequence(format('public.%I', $1::text), $2)::regclass`,
)

/**
 * Returns the last number that the identity column of a table assigned. Returns null if the table has no such column or the column has assigned no number yet.
 * Takes no lock.
 */
export async function readIdentity(db: Queryable, { name, identity }: BackupTable): Promise<bigint | null> {
  if (identity === null) return null
  const row = await lastIdentity.first(db, [name, identity])
  return row?.last ?? null
}

/** Tables that a restore never empties. A restore only adds missing lines to the operator's log. */
const keptTables: readonly string[] = ['admin_audit', ...ownTables]

const filledTables = statement(
  rowOf({ name: 'name' }),
  `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
   and relname <> all ($1::text[])`,
)

/** Empties every table except the operator's log and the table of migrations, inside a transaction of the owner. Locks all tables that it empties. */
export async function emptyTables(tx: Queryable): Promise<void> {
  const tables = await filledTables.rows(tx, [keptTables])
  // A trigger forbids the removal of rows from the list of reviews. This setting permits it during a restore.
  await tx.query("select set_config('infinitio.restoring', 'on', true)", [])
  await tx.query(`truncate ${tables.map(({ name }) => `"${name}"`).join(', ')}`, [])
}

/**
 * Inserts rows of a backup with their original numbers. Each element of `rows` is the JSON of one row. Columns that a later release added get their defaults.
 * In the operator's log, existing lines do not change, and lines that are missing are added with new numbers. The caller must have checked the names in the
 * backup's manifest against the catalogue of Postgres.
 */
export async function insertTableRows(tx: Queryable, { name, columns, identity }: BackupTable, rows: readonly string[]): Promise<void> {
  const isLog = name === 'admin_audit'
  const names = columns.filter((column) => !isLog || column !== identity).map((column) => `"${column}"`)
  await tx.query(
    `insert into "${name}" (${names.join(', ')}) overriding system value
     select ${names.join(', ')} from jsonb_populate_recordset(null::"${name}", $1::jsonb)${isLog ? ' on conflict (run_id, outcome) do nothing' : ''}`,
    [`[${rows.join(',')}]`],
  )
}

/**
 * Sets a table's identity column, so that the next new row gets the number `last` + 1. Changes nothing if the table has no such column or is the operator's
 * log.
 */
export async function saveIdentity(tx: Queryable, { name, identity }: BackupTable, last: bigint): Promise<void> {
  if (identity === null || name === 'admin_audit') return
  await tx.query(`select setval(pg_get_serial_sequence(format('public.%I', $1::text), $2), $3)`, [name, identity, last])
}

/**
 * Restores the rows that migrations created and an older backup lacks. Sets the fence (the number that a matcher needs to write the journal) above `fence`, so
 * that the journal's writer from before the restore can no longer write.
 */
export async function seedRows(tx: Queryable, { fence }: { fence: bigint }): Promise<void> {
  await tx.query(
    `insert into cursors (source, last_id) select source, 0 from unnest(array['chain', 'worker', 'admin', 'api']) as source on conflict (source) do nothing`,
    [],
  )
  await tx.query("insert into worker_cursors (source, last_id) values ('relays', 0) on conflict (source) do nothing", [])
  await tx.query(
    'insert into fence (id, value) values (1, $1::bigint + 1) on conflict (id) do update set value = greatest(fence.value, $1::bigint) + 1',
    [fence],
  )
}
