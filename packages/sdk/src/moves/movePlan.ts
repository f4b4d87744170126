import { bps, durationSeconds, type FeeKeyOf, feeRecord, feesByKey, pTokenUnits, quoteCost } from '@infinitio/domain'
import { type ChainWire, type LeaseWire, type ListingWire, settleTermsFromWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { getChain, getLease } from '../generated/calls.ts'

/** A move before anything of it is signed. Money in PToken base units; the flat fees are for carrying the order to the chain. */
export type MovePlan = Readonly<Record<FeeKeyOf<{ payer: 'renter'; charge: 'flat' }>, bigint>> & {
  readonly lease: LeaseWire
  /** The machine it goes to. */
  readonly listing: ListingWire
  /** For how long: what is left of the lease. */
  readonly durationSeconds: number
  /** What the new lease costs more than the old one for that time, without fees; negative when it costs less. */
  readonly difference: bigint
  /** Locked for the new lease, fee included; what is not used comes back. */
  readonly escrow: bigint
  /** Comes back of the old lease if it ended now; less by what it costs until it does. */
  readonly refund: bigint
}

/** A lease that can be moved, and what every plan of it needs. `left` in seconds. */
export type LeaseToMove = { readonly lease: LeaseWire; readonly chain: ChainWire; readonly left: number }

const hourSeconds = 3_600

/** Reads a lease and how much of it there is to move. Throws `lease.over`, `lease.not_ready`. */
export async function leaseToMove(transport: Transport, leaseId: string): Promise<LeaseToMove> {
  const [lease, chain] = await Promise.all([getLease(transport, leaseId), getChain(transport)])
  if (lease.state === 'booked') throw refusal('lease.not_ready', { detail: leaseId })
  // A lost lease is ended at its machine's last sign of life; what was booked beyond that is what is moved.
  const left = (lease.lost === null ? lease.endsAt : lease.terms.start + lease.terms.durationSeconds) - chain.chainNow
  if (left <= 0 || (lease.state !== 'active' && lease.lost === null)) throw refusal('lease.over', { detail: leaseId })
  return { lease, chain, left }
}

/** What is asked of machines that could take it. */
export function machineQuery({ lease, left }: LeaseToMove): { hours: number; minGpus: number } {
  return { hours: Math.max(1, Math.ceil(left / hourSeconds)), minGpus: lease.terms.gpus }
}

/** Whether a machine can take the workload for the rest of its lease, whatever it costs. */
export function canTake({ ask, runtime, freeGpus }: ListingWire, { lease, left }: LeaseToMove): boolean {
  const hasRuntime = lease.workload?.image === undefined || runtime === 'container'
  const { gpus } = lease.terms
  return hasRuntime && freeGpus >= gpus && ask.minGpus <= gpus && gpus <= ask.maxGpus && ask.maxDurationSeconds >= left
}

/** The order of machines for a lease, best first: the cheapest, at one price those in the lease's region, then the more reliable. */
export function byFit({ node }: Pick<LeaseWire, 'node'>): (one: ListingWire, other: ListingWire) => number {
  const far = ({ regionName }: ListingWire) => (regionName === node.regionName ? 0 : 1)
  return (one, other) => {
    const dearer = BigInt(one.ask.pricePerGpuSecond) - BigInt(other.ask.pricePerGpuSecond)
    if (dearer !== 0n) return dearer < 0n ? -1 : 1
    return far(one) - far(other) || (other.reliabilityBps ?? 0) - (one.reliabilityBps ?? 0)
  }
}

/** The plan of a move to a machine, with the contract's own arithmetic. Pure. */
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
