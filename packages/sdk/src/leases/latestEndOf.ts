import type { LeaseWire } from '@infinitio/domain/wire'

const horizonSeconds = 28 * 86_400

/** The longest end the ask and the market allow: its longest lease, its last moment, 28 days from now. Unix seconds. */
export function latestEndOf({ terms }: Pick<LeaseWire, 'terms'>, { now }: { now: number }): number {
  return Math.min(terms.start + terms.askMaxDurationSeconds, terms.askAvailableUntil, now + horizonSeconds)
}
