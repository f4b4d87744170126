import type { Queryable } from '../client/queryable.ts'

/** Capacity and money the book withholds. Hours since 1970, `toHour` not included; `amount` in PToken base units. */
export interface ReservationRow {
  id: string
  kind: 'hold' | 'match'
  nodeId: string
  account: string
  fromHour: number
  toHour: number
  gpus: number
  amount: bigint
  expiresAtMs: bigint | null
}

/** Adds a reservation. Throws when its id exists. Index: book_reservations (id). */
export async function insertReservation(tx: Queryable, row: ReservationRow): Promise<void> {
  await tx.query(
    'insert into book_reservations (id, kind, node_id, account, from_hour, to_hour, gpus, amount, expires_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [row.id, row.kind, row.nodeId, row.account, row.fromHour, row.toHour, row.gpus, row.amount, row.expiresAtMs],
  )
}
