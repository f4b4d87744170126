import { latestEndOf } from '@infinitio/sdk'
import type { LeaseWire } from '@infinitio/domain/wire'

/** The limit that an extension reaches first: the longest lease that the ask allows, the last moment that the ask allows, or the market's limit of 28 days. */
export type ExtensionLimit = { readonly kind: 'longest' | 'lastMoment' | 'market'; readonly latestEnd: number; readonly secondsLeft: number }

type Extendable = Pick<LeaseWire, 'terms' | 'endsAt'>

/** The shortest extension that the page offers, in seconds. */
export const leastExtensionSeconds = 60

/** Returns how many seconds longer a lease can become, and which limit prevents more. `now` is the block clock in Unix seconds. */
export function extensionLimit(lease: Extendable, { now }: { readonly now: number }): ExtensionLimit {
  const latestEnd = latestEndOf(lease, { now })
  const { start, askMaxDurationSeconds, askAvailableUntil } = lease.terms
  const kind = latestEnd === start + askMaxDurationSeconds ? 'longest' : latestEnd === askAvailableUntil ? 'lastMoment' : 'market'
  return { kind, latestEnd, secondsLeft: Math.max(0, latestEnd - lease.endsAt) }
}

/** Returns whether a lease can be extended at all. */
export function canExtend(lease: Extendable, { now }: { readonly now: number }): boolean {
  return extensionLimit(lease, { now }).secondsLeft >= leastExtensionSeconds
}
