// Capacity and money reserved by holds and matches. The matcher (role infinitio_matcher) writes the table `book_reservations`.
import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * GPUs and money that the order book reserves for a hold or a match. Hours are counted since 1970; `toHour` is not included. `amount` is in PToken base units.
 */
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

/** The hours that a match (a pair of ask and bid) reserves again, as hours since 1970. `toHour` is not included. */
export interface ReservedAgain {
  matchId: bigint
  fromHour: number
  toHour: number
}

/**
 * Reserves the capacity and money of matches again, because the chain dropped the blocks in which they settled. Throws if a match is unknown or still has its
 * reservation. Indexes: settlements (match_id), book_reservations (id).
 */
export async function reserveMatchesAgain(tx: Queryable, rows: readonly ReservedAgain[]): Promise<void> {
  if (rows.length === 0) return
  const added = await tx.query(
    `insert into book_reservations (id, kind, node_id, account, from_hour, to_hour, gpus, amount, expires_at_ms)
     select 'match:' || s.match_id, 'match', s.node_id, s.account, again.from_hour, again.to_hour, s.gpus, s.amount, null
     from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as again (match_id, from_hour, to_hour)
     join settlements s on s.match_id = again.match_id
     returning id`,
    [rows.map((row) => row.matchId), rows.map((row) => row.fromHour), rows.map((row) => row.toHour)],
  )
  if (added.length !== rows.length) throw new Error(`a match is not in settlements, of ${rows.map((row) => row.matchId).join(', ')}`)
}

/** Deletes reservations. An id without a row (an unfunded hold) changes nothing. Index: book_reservations (id). */
export async function deleteReservations(tx: Queryable, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query('delete from book_reservations where id = any($1::text[])', [textArray(ids)])
}
