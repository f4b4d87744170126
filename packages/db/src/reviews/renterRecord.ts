// A renter's public record: its leases and the faults of its workloads. The API reads `leases` and `fault_records`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'

const recordRow = rowOf({ since: 'int8?', leases: 'int8', gpuSeconds: 'numeric', providers: 'int8', cancelled: 'int8', active: 'int8' })

/**
 * The sums of a renter. `since` is the time at which its first lease was settled; null if it never rented. `leases` are its closed leases, `gpuSeconds` the
 * GPU-seconds that it paid in them, and `providers` the number of different providers of leases that it paid for. `cancelled` counts closed leases that it
 * cancelled before the machine was ready. `active` are its leases that are not closed.
 */
export type RenterRecordRow = RowOf<typeof recordRow>

const recordOfRenter = statement(
  recordRow,
  `select min(settled_at) as since, count(*) filter (where state = 'closed') as leases,
     coalesce(sum(paid_seconds * gpus) filter (where state = 'closed'), 0)::numeric(78,0) as "gpuSeconds",
     count(distinct provider) filter (where state = 'closed' and paid_seconds > 0) as providers,
     count(*) filter (where state = 'closed' and end_reason = 7 and ready_at is null) as cancelled,
     count(*) filter (where state <> 'closed') as active
   from leases where renter = $1 and provider <> $1`,
)

/** Returns the record of a renter. Leaves out leases of machines that belong to the renter. Index: leases (renter, lease_id). Takes no lock. */
export function readRenterRecord(db: Queryable, { renter }: { renter: string }): Promise<RenterRecordRow> {
  return recordOfRenter.only(db, [renter])
}
