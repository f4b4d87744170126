import type { LeaseWire } from '@infinitio/domain/wire'

/** Returns the seconds until a lease that was booked for later begins; null once it has begun. `now` is the block clock. Pure. */
export function startsIn({ state, terms }: Pick<LeaseWire, 'state' | 'terms'>, now: number): number | null {
  return state === 'booked' && terms.start > now ? terms.start - now : null
}

/** Returns true while the message that extends the lease waits for its transaction. */
export function isExtending({ relays }: Pick<LeaseWire, 'relays'>): boolean {
  return relays.some(({ kind, state }) => kind === 'extend' && (state === 'queued' || state === 'sent'))
}

/**
 * Returns true while a message that the renter or the provider signed about the lease waits for its transaction. Two kinds do not count: the report that the
 * machine is ready, and a permission to auto-extend, which waits for its time.
 */
export function isRelayUnderWay({ relays }: Pick<LeaseWire, 'relays'>): boolean {
  return relays.some(({ kind, state }) => kind !== 'ready' && kind !== 'autoExtend' && (state === 'queued' || state === 'sent'))
}
