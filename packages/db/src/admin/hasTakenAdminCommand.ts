import type { Queryable } from '../client/queryable.ts'

/** True when the matcher has journalled the operator's command `id`. Index: cursors (source). Takes no lock. */
export async function hasTakenAdminCommand(db: Queryable, { id }: { id: bigint }): Promise<boolean> {
  const rows = await db.query("select from cursors where source = 'admin' and last_id >= $1", [id])
  return rows.length > 0
}
