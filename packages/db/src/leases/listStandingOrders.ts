import type { Queryable } from '../client/queryable.ts'
import { standingOrder } from '../relays/relayState.ts'

/** The newest standing order of a lease. `payload` is JSON; `withdrawing` while what takes it back is on its way. */
export interface StandingOrderRow {
  leaseId: bigint
  payload: string
  withdrawn: boolean
  withdrawing: boolean
}

/** The newest standing order to extend each of some leases that who holds it signed; none for those without. Index: those of `standingOrder`. Takes no lock. */
export async function listStandingOrders(db: Queryable, { leaseIds }: { leaseIds: readonly bigint[] }): Promise<StandingOrderRow[]> {
  return db.query<StandingOrderRow>(
    `select leases.lease_id as "leaseId", standing.payload, standing.withdrawn, standing.withdrawing
     from leases cross join lateral ${standingOrder('leases')} as standing where leases.lease_id = any($1::bigint[])`,
    [leaseIds],
  )
}
