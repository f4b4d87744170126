import { bps, durationSeconds, type FeeKeyOf, feeRecord, feesByKey, pTokenUnits, quoteCost, runsImages } from '@infinitio/domain'
import { type ChainWire, type LeaseWire, type ListingWire, settleTermsFromWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { getChain, getLease } from '../generated/calls.ts'

/**
 * The plan for moving a lease to another machine, before the renter signs anything. Amounts are in base units of PToken. The flat fees pay for sending the new
 * order to the chain.
 */
export type MovePlan = Readonly<Record<FeeKeyOf<{ payer: 'renter'; charge: 'flat' }>, bigint>> & {
  readonly lease: LeaseWire
  /** The machine to which the workload moves. */
  readonly listing: ListingWire
  /** The duration of the new lease: the remaining time of the old lease, or the new machine's minimum if that is longer. */
  readonly durationSeconds: number
  /** The cost of the new lease less the cost of the old lease's remaining time, both without fees. Negative if the new lease is cheaper. */
  readonly difference: bigint
  /** The amount that the new lease locks, fee included. The unused part is refunded. */
  readonly escrow: bigint
  /** The refund of the old lease if it ended now. Until it ends, the refund falls with each second that the old lease runs. */
  readonly refund: bigint
}

/** A lease that can be moved to another machine, the market's chain data, and the remaining time of the lease in seconds (`left`). */
export type LeaseToMove = { readonly lease: LeaseWire; readonly chain: ChainWire; readonly left: number }

const hourSeconds = 3_600

/** Reads a lease and calculates its remaining time. Throws `lease.over`, `lease.not_ready`. */
export async function leaseToMove(transport: Transport, leaseId: string): Promise<LeaseToMove> {
  const [lease, chain] = await Promise.all([getLease(transport, leaseId), getChain(transport)])
  if (lease.state === 'booked') throw refusal('lease.not_ready', { detail: leaseId })
  // A lease on a lost machine ended at the machine's last heartbeat. Its agreed end shows how much time a move would still cover.
  const left = (lease.lost === null ? lease.endsAt : lease.terms.start + lease.terms.durationSeconds) - chain.chainNow
  if (left <= 0 || (lease.state !== 'active' && lease.lost === null)) throw refusal('lease.over', { detail: leaseId })
  return { lease, chain, left }
}

/** Returns the search filter for machines that could take over the lease: the remaining time in whole hours, rounded up, and the lease's number of GPUs. */
export function machineQuery({ lease, left }: LeaseToMove): { hours: number; minGpus: number } {
  return { hours: Math.max(1, Math.ceil(left / hourSeconds)), minGpus: lease.terms.gpus }
}

/** Returns true if a machine can run the lease's workload for the remaining time of the lease. Ignores the price. */
export function canTake({ ask, runtime, freeGpus }: ListingWire, { lease, left }: LeaseToMove): boolean {
  const hasRuntime = lease.workload?.image === undefined || runsImages({ runtime })
  const { gpus } = lease.terms
  return hasRuntime && freeGpus >= gpus && ask.minGpus <= gpus && gpus <= ask.maxGpus && ask.maxDurationSeconds >= left
}

/** Returns a comparison that sorts machines for a lease, best first: by price, then machines in the lease's region first, then by reliability. */
export function byFit({ node }: Pick<LeaseWire, 'node'>): (one: ListingWire, other: ListingWire) => number {
  const far = ({ regionName }: ListingWire) => (regionName === node.regionName ? 0 : 1)
  return (one, other) => {
    const dearer = BigInt(one.ask.pricePerGpuSecond) - BigInt(other.ask.pricePerGpuSecond)
    if (dearer !== 0n) return dearer < 0n ? -1 : 1
    return far(one) - far(other) || (other.reliabilityBps ?? 0) - (one.reliabilityBps ?? 0)
  }
}

/** Calculates the plan of a move to a machine, with the contract's arithmetic. Pure. */
export function movePlanOf({ lease, chain, left }: LeaseToMove, listing: ListingWire): MovePlan {
  const seconds = Math.max(left, listing.ask.minDurationSeconds)
  const price = BigInt(listing.ask.pricePerGpuSecond)
  const { gpus, feeBps, pricePerGpuSecond } = lease.terms
  const piece = { pricePerGpuSecond: pTokenUnits(price), gpus, durationSeconds: durationSeconds(BigInt(seconds)) }
  const { escrow, fees } = quoteCost({ ...piece, feeBps: bps(BigInt(feeBps)) }, settleTermsFromWire(chain))
  const amounts = feesByKey(fees)
  const difference = (price * BigInt(seconds) - BigInt(pricePerGpuSecond) * BigInt(left)) * BigInt(gpus)
  const flats = feeRecord({ payer: 'renter', charge: 'flat' }, (key) => amounts[key])
  return { lease, listing, durationSeconds: seconds, difference, escrow, ...flats, refund: BigInt(lease.now.refund) }
}
