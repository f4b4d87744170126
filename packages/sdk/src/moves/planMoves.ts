import type { ListingWire } from '@infinitio/domain/wire'
import { getListing, searchListings } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { byFit, canTake, type LeaseToMove, leaseToMove, machineQuery, type MovePlan, movePlanOf } from './movePlan.ts'

const mostListings = 200

/**
 * Returns plans for moving the lease to other machines of its GPU class that can run the workload for the rest of the lease. Sorts them by price; at the same
 * price, machines in the lease's region come first, then the more reliable ones. Includes machines that cost more than the lease; callers must compare the
 * prices. Signs and changes nothing. Throws `lease.over`, `lease.not_ready`.
 */
export async function planMoves(transport: Transport, { leaseId }: { leaseId: string }): Promise<readonly MovePlan[]> {
  return plansOf(transport, await leaseToMove(transport, leaseId))
}

/**
 * Returns the plans of `planMoves` for a lease that was already read. Offers simulated machines only if the lease's
 * own machine is simulated.
 */
async function plansOf(transport: Transport, wanted: LeaseToMove): Promise<readonly MovePlan[]> {
  const { lease } = wanted
  const { classId } = await getListing(transport, { node: lease.terms.node, query: {} })
  const { items } = await searchListings(transport, {
    ...machineQuery(wanted),
    class: String(classId),
    includeSimulated: lease.node.simulated ? 'true' : 'false',
    sort: 'price',
    limit: mostListings,
  })
  return items
    .filter((listing) => listing.node !== lease.terms.node && canTake(listing, wanted))
    .sort(byFit(lease))
    .map((listing) => movePlanOf(wanted, listing))
}

/**
 * Plans the move of a lease's workload to the machine `nodeId`. Without `nodeId`, it takes the first machine of `planMoves` that costs no more than the lease.
 * `maxPricePerGpuSecond` (base units of PToken) replaces the lease's price as this limit. Signs and changes nothing. Throws `move.no_machine`,
 * `move.same_machine`, `lease.over`, `lease.not_ready`.
 */
export async function planMove(
  transport: Transport,
  { leaseId, nodeId, maxPricePerGpuSecond }: { leaseId: string; nodeId?: string; maxPricePerGpuSecond?: bigint },
): Promise<MovePlan> {
  const wanted = await leaseToMove(transport, leaseId)
  const { lease } = wanted
  if (nodeId === lease.terms.node) throw refusal('move.same_machine', { detail: nodeId })
  const most = maxPricePerGpuSecond ?? (nodeId === undefined ? BigInt(lease.terms.pricePerGpuSecond) : null)
  const isPaid = ({ ask }: ListingWire) => most === null || BigInt(ask.pricePerGpuSecond) <= most
  if (nodeId === undefined) {
    const best = (await plansOf(transport, wanted)).find(({ listing }) => isPaid(listing))
    if (best === undefined) throw refusal('move.no_machine', { detail: lease.node.className })
    return best
  }
  const { listing } = await getListing(transport, { node: nodeId, query: machineQuery(wanted) })
  if (listing === null || !canTake(listing, wanted) || !isPaid(listing)) throw refusal('move.no_machine', { detail: nodeId })
  return movePlanOf(wanted, listing)
}
