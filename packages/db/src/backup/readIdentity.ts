import type { Queryable } from '../client/queryable.ts'
import type { BackupTable } from './listBackupTables.ts'

/** The last number that a table's identity column drew; null when it has none or drew none. Takes no lock. */
export async function readIdentity(db: Queryable, { name, identity }: BackupTable): Promise<bigint | null> {
  if (identity === null) return null
  const rows = await db.query<{ last: bigint | null }>(
    `select s.last_value as last from pg_sequences s
     where format('%I.%I', s.schemaname, s.sequencename)::regclass = pg_get_serial_sequence(format('public.%I', $1::text), $2)::regclass`,
    [name, identity],
  )
  return rows[0]?.last ?? null
}
