import type { LeaseWire } from '@infinitio/domain/wire'

/** Seconds until the window of a lease begins that was booked for later; null once it has begun. `now`: the block clock. Pure. */
export function startsIn({ state, terms }: Pick<LeaseWire, 'state' | 'terms'>, now: number): number | null {
  return state === 'booked' && terms.start > now ? terms.start - now : null
}

/** True while a later end that was signed is on its way to the chain. */
export function isExtending({ relays }: Pick<LeaseWire, 'relays'>): boolean {
  return relays.some(({ kind, state }) => kind === 'extend' && (state === 'queued' || state === 'sent'))
}

/** True while something that a party signed about the lease is on its way to the chain. A standing order waits for its time and does not count. */
export function isRelayUnderWay({ relays }: Pick<LeaseWire, 'relays'>): boolean {
  return relays.some(({ kind, state }) => kind !== 'ready' && kind !== 'autoExtend' && (state === 'queued' || state === 'sent'))
}
