import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from '../projections/leaseColumns.ts'
import type { LeaseRow } from '../projections/leaseRow.ts'

/**
 * Active leases with at least `minUnpaidSeconds` of vested pay (older than one hour) that was not claimed, without a sweep of
 * them under way. Index: leases (state, end_at). `chainNow` in Unix seconds. Takes no lock.
 */
export async function listClaimableLeases(
  db: Queryable,
  { chainNow, minUnpaidSeconds, limit }: { chainNow: bigint; minUnpaidSeconds: bigint; limit: number },
): Promise<LeaseRow[]> {
  return db.query<LeaseRow>(
    `select ${leaseColumns} from leases
     where state = 'active' and least($1::bigint - 3600, end_at) - ready_at - paid_seconds >= $2::bigint
       and not exists (select from transactions where transactions.lease_id = leases.lease_id and purpose = 'sweep' and transactions.state in ('stored', 'broadcast'))
     order by lease_id limit $3`,
    [chainNow, minUnpaidSeconds, limit],
  )
}
