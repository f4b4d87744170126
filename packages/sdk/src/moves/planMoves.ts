import type { Transport } from '../transport/createTransport.ts'
import { getListing, searchListings } from '../generated/calls.ts'
import { byFit, canTake, type LeaseToMove, leaseToMove, type MovePlan, movePlanOf, machineQuery } from './movePlan.ts'

const mostListings = 200

/**
 * The other machines of a lease's class that can take its workload for the rest of the lease, the best first: the cheapest, at one price those in the
 * lease's region, then the more reliable. Whether the first is at the lease's price or less is for who asks to look. Signs and changes nothing. Throws
 * `lease.over`, `lease.not_ready`.
 */
export async function planMoves(transport: Transport, { leaseId }: { leaseId: string }): Promise<readonly MovePlan[]> {
  return plansOf(transport, await leaseToMove(transport, leaseId))
}

/** The same for a lease that was read already. What is simulated is offered to what is simulated alone. */
export async function plansOf(transport: Transport, wanted: LeaseToMove): Promise<readonly MovePlan[]> {
  const { lease } = wanted
  const { classId } = await getListing(transport, { node: lease.terms.node, query: {} })
  const { items } = await searchListings(transport, {
    ...machineQuery(wanted),
    class: String(classId),
    includeSimulated: lease.node.simulated ? 'true' : 'false',
    sort: 'price',
    limit: String(mostListings),
  })
  return items
    .filter((listing) => listing.node !== lease.terms.node && canTake(listing, wanted))
    .sort(byFit(lease))
    .map((listing) => movePlanOf(wanted, listing))
}
