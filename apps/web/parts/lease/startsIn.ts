import type { LeaseWire } from '@infinitio/domain/wire'

/** Seconds until the window of a lease begins that was booked for later; null once it has begun. `now`: the block clock. Pure. */
export function startsIn({ state, terms }: Pick<LeaseWire, 'state' | 'terms'>, now: number): number | null {
  return state === 'booked' && terms.start > now ? terms.start - now : null
}
