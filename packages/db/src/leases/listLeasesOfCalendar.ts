import type { Queryable } from '../client/queryable.ts'

/** What a lease takes of its node's calendar: since when, from when, until when it was agreed and until when it lasts. */
export interface CalendarLeaseRow {
  nodeId: string
  leaseId: bigint
  settledAt: bigint
  startAt: bigint
  durationSeconds: bigint
  endAt: bigint
  gpus: number
}

/** Leases of a provider's nodes that end after a moment, newest first, `limit` at most. Index: leases (node_id, state). Takes no lock. */
export async function listLeasesOfCalendar(
  db: Queryable,
  { nodeIds, endsAfter, limit }: { nodeIds: readonly string[]; endsAfter: bigint; limit: number },
): Promise<CalendarLeaseRow[]> {
  return db.query<CalendarLeaseRow>(
    `select node_id as "nodeId", lease_id as "leaseId", settled_at as "settledAt", start_at as "startAt", duration_seconds as "durationSeconds", end_at as "endAt", gpus
     from leases where node_id = any($1) and end_at > $2 order by lease_id desc limit $3`,
    [nodeIds, endsAfter, limit],
  )
}
