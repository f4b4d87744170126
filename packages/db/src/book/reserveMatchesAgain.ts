import type { Queryable } from '../client/queryable.ts'

/** Hours that a match withholds again, since 1970, `toHour` not included. */
export interface ReservedAgain {
  matchId: bigint
  fromHour: number
  toHour: number
}

/**
 * Withholds again what matches were about, after the chain dropped their settlements. Throws when a match is unknown or still withholds.
 * Indexes: settlements (match_id), book_reservations (id).
 */
export async function reserveMatchesAgain(tx: Queryable, rows: readonly ReservedAgain[]): Promise<void> {
  if (rows.length === 0) return
  const added = await tx.query<{ id: string }>(
    `insert into book_reservations (id, kind, node_id, account, from_hour, to_hour, gpus, amount, expires_at_ms)
     select 'match:' || s.match_id, 'match', s.node_id, s.account, again.from_hour, again.to_hour, s.gpus, s.amount, null
     from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as again (match_id, from_hour, to_hour)
     join settlements s on s.match_id = again.match_id
     returning id`,
    [rows.map((row) => row.matchId), rows.map((row) => row.fromHour), rows.map((row) => row.toHour)],
  )
  if (added.length !== rows.length) throw new Error(`a match is not in settlements, of ${rows.map((row) => row.matchId).join(', ')}`)
}
