import type { ListingWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { getListing } from '../generated/calls.ts'
import { canTake, leaseToMove, type MovePlan, movePlanOf, machineQuery } from './movePlan.ts'
import { plansOf } from './planMoves.ts'

/**
 * Finds where a lease's workload can go: to `nodeId`, else to the first of `planMoves` at the lease's own price or less, or at most
 * `maxPricePerGpuSecond` (PToken base units). Signs and changes nothing. Throws `move.no_machine`, `move.same_machine`, `lease.over`, `lease.not_ready`.
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
