import type { Queryable } from '../client/queryable.ts'

/** Hours the book withholds for a hold or a match that is not on chain yet; `toHour` is not included. */
export interface ReservedHoursRow {
  nodeId: string
  fromHour: bigint
  toHour: bigint
  gpus: number
}

/** All reservations of the book that are not over at `nowMs`, wall clock. Takes no lock. */
export async function listReservations(db: Queryable, { nowMs }: { nowMs: number }): Promise<ReservedHoursRow[]> {
  return db.query<ReservedHoursRow>(
    'select node_id as "nodeId", from_hour as "fromHour", to_hour as "toHour", gpus from book_reservations where expires_at_ms is null or expires_at_ms > $1',
    [nowMs],
  )
}
