import { textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** Gives reservations back; nothing happens where there was none (an unfunded hold). Index: book_reservations (id). */
export async function deleteReservations(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query('delete from book_reservations where id = any($1::text[])', [textArray(ids)])
}
