import type { Queryable } from '../client/queryable.ts'

/** Gives a reservation back; nothing happens when there was none (an unfunded hold). Index: book_reservations (id). */
export async function deleteReservation(tx: Queryable, { id }: { id: string }): Promise<void> {
  await tx.query('delete from book_reservations where id = $1', [id])
}
