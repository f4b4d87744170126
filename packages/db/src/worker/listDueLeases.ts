import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from '../projections/leaseColumns.ts'
import type { LeaseRow } from '../projections/leaseRow.ts'

/**
 * Live leases that anybody may close now by the chain's clock: one hour after their end when they were ready, an hour and
 * ten minutes after their start when they never were; without a sweep of them under way. Index: leases (state, end_at).
 * Times in Unix seconds. Takes no lock.
 */
export async function listDueLeases(db: Queryable, { chainNow, limit }: { chainNow: bigint; limit: number }): Promise<LeaseRow[]> {
  return db.query<LeaseRow>(
    `select ${leaseColumns} from leases
     where ((state in ('active', 'ended') and end_at + 3600 <= $1::bigint) or (state = 'booked' and start_at + 4200 < $1::bigint))
       and not exists (select from transactions where transactions.lease_id = leases.lease_id and purpose = 'sweep' and transactions.state in ('stored', 'broadcast'))
     order by lease_id limit $2`,
    [chainNow, limit],
  )
}
