import type { Queryable } from '../client/queryable.ts'
import type { BackupTable } from './listBackupTables.ts'

const ROWS_AT_ONCE = 2_000

/**
 * Reads a whole table inside a transaction, through a cursor, one JSON object a row. Names come from the catalogue. Takes no lock but the
 * snapshot of the transaction.
 */
export async function* readTableRows(tx: Queryable, { name }: BackupTable): AsyncGenerator<string[]> {
  await tx.query(`declare backup_rows no scroll cursor for select to_jsonb(t)::text as row from "${name}" t`, [])
  for (;;) {
    const rows = await tx.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from backup_rows`, [])
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length === ROWS_AT_ONCE) continue
    await tx.query('close backup_rows', [])
    return
  }
}
