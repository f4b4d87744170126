import { bigintArray, textArray } from '../client/binaryArray.ts'
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

/** Adds reservations in one statement. Throws when an id exists. Index: book_reservations (id). */
export async function insertReservations(tx: Queryable, rows: readonly ReservationRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(
    `insert into book_reservations (id, kind, node_id, account, from_hour, to_hour, gpus, amount, expires_at_ms)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::int[], $8::numeric[], $9::bigint[])`,
    [
      textArray(rows.map((row) => row.id)),
      textArray(rows.map((row) => row.kind)),
      textArray(rows.map((row) => row.nodeId)),
      textArray(rows.map((row) => row.account)),
      bigintArray(rows.map((row) => row.fromHour)),
      bigintArray(rows.map((row) => row.toHour)),
      rows.map((row) => row.gpus),
      rows.map((row) => row.amount),
      bigintArray(rows.map((row) => row.expiresAtMs)),
    ],
    { prepared: true },
  )
}
