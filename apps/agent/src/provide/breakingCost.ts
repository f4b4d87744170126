import { formatPt, leaseFlags, pTokenUnits } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'

const hourSeconds = 3_600n
const refusalSeconds = 120

/**
 * The most that leaves the bond when the provider breaks a live lease off at `now` (block clock), in base units: an hour of the price for each GPU,
 * while there is as much; nothing for a spot lease that is refused within 120 s. Source: edges 4 and 12 of the lease.
 */
export function breakingCost({ terms, state }: Pick<LeaseWire, 'terms' | 'state'>, { now, bonded }: { now: number; bonded: bigint }): bigint {
  const hour = BigInt(terms.pricePerGpuSecond) * BigInt(terms.gpus) * hourSeconds
  const isRefusedAtOnce = state === 'booked' && (terms.flags & leaseFlags.spot) !== 0 && now <= terms.start + refusalSeconds
  if (isRefusedAtOnce) return 0n
  return hour < bonded ? hour : bonded
}

/** What breaking each of these leases off would cost, in words for a person. */
export function breakingText(leases: readonly LeaseWire[], at: { now: number; bonded: bigint }): string {
  return leases
    .map((lease) => `lease ${lease.leaseId}: up to ${formatPt(pTokenUnits(breakingCost(lease, at)), { digits: 4 })} PT of your bond`)
    .join('; ')
}
