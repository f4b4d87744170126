import { feeRecord, leaseFlags, pTokenUnits, type ShareFees } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { amountsIfEnded } from '#web/parts/lease/liveAmounts.ts'
import { mostCompensation } from '#web/parts/lease/mostCompensation.ts'

/** The billed seconds and the amounts, in base units, if a provider ends a lease. `compensation` is the most that leaves the bond. */
export type ProviderEnd = {
  readonly billedSeconds: number
  readonly pay: bigint
  readonly fees: ShareFees
  readonly refund: bigint
  readonly compensation: bigint
}

const refusalSeconds = 120

/**
 * Returns the amounts that are paid if the provider ends a live lease at `now`. Before the lease is ready, the whole escrow is refunded. Once it is ready, the
 * provider is paid for the used time. The renter gets compensation from the bond as `mostCompensation` calculates it, or the whole bond if that is less. There is no
 * compensation for a spot lease that is not ready and that the provider ends no later than 120 s after its start. Source: edges 4 and 12 in the table of lease
 * states in docs/market.md.
 * `bondPerGpu` is null while it is unknown.
 */
export function providerEnd(lease: LeaseWire, { now, bonded, bondPerGpu }: { now: number; bonded: bigint; bondPerGpu: bigint | null }): ProviderEnd {
  const { pricePerGpuSecond, gpus, flags, start } = lease.terms
  const owed = mostCompensation({ gpus, pricePerGpuSecond: BigInt(pricePerGpuSecond), bondPerGpu }) ?? bonded
  const most = owed < bonded ? owed : bonded
  if (lease.state !== 'booked') {
    // The chain's clock may be behind the API answer that reported the lease as ready.
    return { ...amountsIfEnded(lease, { now: Math.max(now, lease.ready?.at ?? now), by: 'provider' }), compensation: most }
  }
  const isRefusedAtOnce = (flags & leaseFlags.spot) !== 0 && now <= start + refusalSeconds
  const fees = feeRecord({ charge: 'share' }, () => pTokenUnits(0n))
  return { billedSeconds: 0, pay: 0n, fees, refund: BigInt(lease.escrow), compensation: isRefusedAtOnce ? 0n : most }
}
