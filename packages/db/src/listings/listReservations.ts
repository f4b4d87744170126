import type { Queryable } from '../client/queryable.ts'

/** Hours the book withholds for a hold or a match that is not on chain yet; `toHour` is not included. */
export interface ReservedHoursRow {
  nodeId: string
  fromHour: bigint
  toHour: bigint
  gpus: number
}

/** Reservations of the book on these nodes that are not over at `nowMs`, wall clock. Index: book_reservations (node_id). Takes no lock. */
export async function listReservations(
  db: Queryable,
  { nodeIds, nowMs }: { nodeIds: readonly string[]; nowMs: number },
): Promise<ReservedHoursRow[]> {
  return db.query<ReservedHoursRow>(
    'select node_id as "nodeId", from_hour as "fromHour", to_hour as "toHour", gpus from book_reservations where node_id = any($1) and (expires_at_ms is null or expires_at_ms > $2)',
    [nodeIds, nowMs],
  )
}
