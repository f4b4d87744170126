import type { Queryable } from '../client/queryable.ts'
import type { BackupTable } from './listBackupTables.ts'

/** Lets a table's identity column go on after `last`, or above it when it has drawn more. */
export async function saveIdentity(tx: Queryable, { name, identity }: BackupTable, last: bigint): Promise<void> {
  if (identity === null || name === 'admin_audit') return
  await tx.query(`select setval(pg_get_serial_sequence(format('public.%I', $1::text), $2), $3)`, [name, identity, last])
}
