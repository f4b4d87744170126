import type { Queryable } from '../client/queryable.ts'
import { leaseColumns } from '../projections/leaseColumns.ts'
import type { LeaseRow } from '../projections/leaseRow.ts'
import { standingInForce, standingOrder } from '../relays/standingOrder.ts'

/** A running lease and the payload of the standing order that may extend it now. */
export interface DueExtension extends LeaseRow {
  payload: string
}

const inForce = standingInForce({ lease: 'leases', standing: 'standing', now: '$1' })

/**
 * Running leases in their last `windowSeconds` whose newest standing order still covers a step and was not taken back, and for which no transaction of it waits.
 * The contract has the last word. Indexes: leases (state, end_at), those of `standingOrder`, transactions (lease_id). Takes no lock.
 */
export async function listDueExtensions(
  db: Queryable,
  { chainNow, windowSeconds, limit }: { chainNow: bigint; windowSeconds: bigint; limit: number },
): Promise<DueExtension[]> {
  return db.query<DueExtension>(
    `select ${leaseColumns}, standing.payload from leases cross join lateral ${standingOrder('leases')} as standing
     where leases.state = 'active' and leases.end_at > $1 and leases.end_at <= $1::bigint + $2::bigint and ${inForce}
       and not exists (select from transactions where transactions.lease_id = leases.lease_id and action = 'autoExtend' and transactions.state in ('stored', 'broadcast'))
     order by leases.end_at limit $3`,
    [chainNow, windowSeconds, limit],
  )
}
