import type { Queryable } from '../client/queryable.ts'

/** Records the end of a connection and its bytes: `bytesIn` from the renter, `bytesOut` to the renter. Safe to repeat. */
export async function closeConnection(
  db: Queryable,
  { id, closedAt, bytesIn, bytesOut }: { id: string; closedAt: Date; bytesIn: number; bytesOut: number },
): Promise<void> {
  await db.query('update connections set closed_at = $2, bytes_in = $3, bytes_out = $4 where id = $1', [id, closedAt, bytesIn, bytesOut])
}
