import { feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { type ExtensionPrice, priceExtension } from '@infinitio/sdk'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'
import { extensionLimit } from '#web/parts/lease/extensionLimit.ts'
import { isRelayUnderWay, startsIn } from '#web/parts/lease/leaseState.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import type { LeaseWish } from '#web/parts/lease/useLeaseRelay.ts'

/** A lease of a cluster with the message to sign about it. */
export type TogetherStep = { readonly lease: LeaseWire; readonly wish: LeaseWish }

/** The end of one lease of a cluster: what it costs in total and what comes back, in base units. `isFree` is true within the trial, and before the start. */
export type EndStep = TogetherStep & { readonly cost: bigint; readonly refund: bigint; readonly isFree: boolean }

/**
 * Returns how each lease of a cluster ends now: running leases end, leases that are not ready are cancelled. Leaves out leases that are over, and leases with a
 * signed message that waits for its transaction. `now` is the block clock in Unix seconds. Pure.
 */
export function endSteps(leases: readonly LeaseWire[], now: number): readonly EndStep[] {
  return leases.flatMap((lease): readonly EndStep[] => {
    if (isRelayUnderWay(lease)) return []
    if (lease.state === 'booked') {
      const { cost, refund } = cancelCost(lease, now)
      return [{ lease, wish: { kind: 'cancel' }, cost, refund, isFree: cost === 0n }]
    }
    const { ifEnded } = liveAmounts(lease, now)
    if (lease.state !== 'active' || ifEnded === null) return []
    const cost = ifEnded.pay + feesIn({ ...lease, ...ifEnded.fees }, { payer: 'renter' }).total
    return [{ lease, wish: { kind: 'end', accept: true }, cost, refund: ifEnded.refund, isFree: cost === 0n }]
  })
}

/** The extension of one lease of a cluster, with its price. */
export type ExtendStep = TogetherStep & { readonly price: ExtensionPrice }

/** Returns the running leases of a cluster that can be extended now. Pure. */
export function extendable(leases: readonly LeaseWire[]): readonly LeaseWire[] {
  return leases.filter((lease) => lease.state === 'active' && lease.lost === null && !isRelayUnderWay(lease))
}

/**
 * Returns the last end of these leases, and how many seconds later all of them can end together. It is 0 if one of them cannot end later than the last one does
 * now. Pure.
 */
export function togetherLimit(leases: readonly LeaseWire[], now: number): { readonly lastEnd: number; readonly secondsLeft: number } {
  const lastEnd = Math.max(0, ...leases.map(({ endsAt }) => endsAt))
  const latest = Math.min(...leases.map((lease) => extensionLimit(lease, { now }).latestEnd))
  return { lastEnd, secondsLeft: leases.length === 0 ? 0 : Math.max(0, latest - lastEnd) }
}

/** Returns the extension of each lease to one common end, in Unix seconds. A lease that ended earlier than the others gets more time. Pure. */
export function extendSteps(leases: readonly LeaseWire[], end: number): readonly ExtendStep[] {
  return leases.filter(({ endsAt }) => endsAt < end).map((lease) => ({ lease, wish: { kind: 'extend', end }, price: priceExtension(lease, { end }) }))
}

/** Returns the earliest start of a cluster whose leases have all not begun, in Unix seconds; null if a lease has begun or is over. Pure. */
export function laterStart(leases: readonly LeaseWire[], now: number): number | null {
  if (leases.length === 0 || leases.some((lease) => startsIn(lease, now) === null)) return null
  return Math.min(...leases.map(({ terms }) => terms.start))
}

/**
 * Returns why the leases of a cluster cannot be extended together: none has begun (`later`), a signed message waits for its transaction (`sending`), or their
 * machines do not respond (`lost`). Returns null if at least one lease can be extended. Pure.
 */
export function extensionBlock(leases: readonly LeaseWire[]): 'later' | 'sending' | 'lost' | null {
  if (extendable(leases).length > 0) return null
  if (leases.some(isRelayUnderWay)) return 'sending'
  return leases.some(({ state }) => state === 'booked') ? 'later' : 'lost'
}
