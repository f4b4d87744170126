import { bps, durationSeconds, escrowOf, pTokenUnits } from '@infinitio/domain'
import type { LeaseWire, ListingWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'
import { refusal } from '../client/refusal.ts'
import { getLease } from '../leases/getLease.ts'
import { getChain } from '../market/getChain.ts'
import { getListing } from '../market/getListing.ts'
import { searchListings } from '../market/searchListings.ts'

/** A move before anything of it is signed. Money in PToken base units. */
export type MovePlan = {
  readonly lease: LeaseWire
  /** The machine it goes to. */
  readonly listing: ListingWire
  /** For how long: what is left of the lease. */
  readonly durationSeconds: number
  /** Locked for the new lease, fee included; what is not used comes back. */
  readonly escrow: bigint
  /** Comes back of the old lease if it ended now; less by what it costs until it does. */
  readonly refund: bigint
}

const hourSeconds = 3_600
const mostListings = 200

/**
 * Finds where a lease's workload can go: to `nodeId`, else to the cheapest other machine of the same class with as many GPUs free for the rest of the
 * lease, at its own price or less, or at most `maxPricePerGpuSecond` (PToken base units). Signs and changes nothing. Throws `move.no_machine`,
 * `move.same_machine`, `lease.over`, `lease.not_ready`.
 */
export async function planMove(
  transport: Transport,
  { leaseId, nodeId, maxPricePerGpuSecond }: { leaseId: string; nodeId?: string; maxPricePerGpuSecond?: bigint },
): Promise<MovePlan> {
  const [lease, { chainNow }] = await Promise.all([getLease(transport, leaseId), getChain(transport)])
  if (lease.state === 'booked') throw refusal('lease.not_ready', { detail: leaseId })
  // A lost lease is ended at its machine's last sign of life; what was booked beyond that is what is moved.
  const left = (lease.lost === null ? lease.endsAt : lease.terms.start + lease.terms.durationSeconds) - chainNow
  if (left <= 0 || (lease.state !== 'active' && lease.lost === null)) throw refusal('lease.over', { detail: leaseId })
  if (nodeId === lease.terms.node) throw refusal('move.same_machine', { detail: nodeId })
  const query = { hours: String(Math.max(1, Math.ceil(left / hourSeconds))), minGpus: String(lease.terms.gpus) }
  const most = maxPricePerGpuSecond ?? (nodeId === undefined ? BigInt(lease.terms.pricePerGpuSecond) : null)
  const found = nodeId === undefined ? await others(transport, { lease, query }) : [(await getListing(transport, { node: nodeId, query })).listing]
  const listing = found.find((one) => one !== null && fits(one, { lease, left, most })) ?? null
  if (listing === null) throw refusal('move.no_machine', { detail: nodeId ?? lease.node.className })
  const seconds = Math.max(left, listing.ask.minDurationSeconds)
  const escrow = escrowOf({
    pricePerGpuSecond: pTokenUnits(BigInt(listing.ask.pricePerGpuSecond)),
    gpus: lease.terms.gpus,
    durationSeconds: durationSeconds(BigInt(seconds)),
    feeBps: bps(BigInt(lease.terms.feeBps)),
  })
  return { lease, listing, durationSeconds: seconds, escrow, refund: BigInt(lease.now.refund) }
}

/** The cheapest first. What is simulated is offered to what is simulated alone. */
async function others(
  transport: Transport,
  { lease, query }: { lease: LeaseWire; query: { hours: string; minGpus: string } },
): Promise<ListingWire[]> {
  const { classId } = await getListing(transport, { node: lease.terms.node, query: {} })
  const { items } = await searchListings(transport, {
    ...query,
    class: String(classId),
    includeSimulated: lease.node.simulated ? 'true' : 'false',
    sort: 'price',
    limit: String(mostListings),
  })
  return items.filter(({ node }) => node !== lease.terms.node)
}

function fits({ ask, runtime, freeGpus }: ListingWire, { lease, left, most }: { lease: LeaseWire; left: number; most: bigint | null }): boolean {
  const hasPrice = most === null || BigInt(ask.pricePerGpuSecond) <= most
  const hasRuntime = lease.workload?.image === undefined || runtime === 'container'
  return hasPrice && hasRuntime && freeGpus >= lease.terms.gpus && ask.maxDurationSeconds >= left
}
