import type { Queryable } from '../client/queryable.ts'
import type { BackupTable } from './listBackupTables.ts'

/**
 * Puts rows of a backup back (each the JSON of one row), with the numbers they had; columns that came with a later release get their defaults.
 * Rows of the operator's log that are there already are left alone, and the others are numbered anew. Names come from the backup's manifest and
 * must be the catalogue's: the caller checked that.
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
