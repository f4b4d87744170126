import { assert } from '@infinitio/domain'

/** Records of one machine in the last 30 days, from which its reliability follows. */
export type ReliabilityFacts = {
  /** Whole hours since its registration that have a presence record. */
  readonly hours: number
  /** Seconds of these hours in which it responded. */
  readonly presentSeconds: number
  /** Days with a lease that was ready in time. */
  readonly daysInTime: number
  /** Days with a late start (`startOf`). A day can count in both. */
  readonly daysLate: number
}

/** The window of all facts: 30 days, in hours. */
export const reliabilityHours = 720
const reliabilityDays = 31
const hourSeconds = 3_600
/** The prior of a new machine's reliability: as if it had done well in 9 of 10 cases. */
const prior = { good: 9, all: 10 } as const
const whole = 10_000
/** Reliability changes in steps of 0.1 %, so that few hours cost a transaction. */
const stepBps = 10

/**
 * Returns the reliability of a machine in basis points, rounded down to 0.1 %: the lower of two means that both begin with 9 of 10, of present hours and of days
 * with starts in time. Days count only after a late start, so that a lease never raises a machine that was never late. A new machine has 9,000. Asserts that
 * the facts fit the window.
 */
export function reliabilityOf({ hours, presentSeconds, daysInTime, daysLate }: ReliabilityFacts): number {
  for (const count of [hours, presentSeconds, daysInTime, daysLate]) assert(Number.isSafeInteger(count) && count >= 0, 'facts are counts')
  assert(hours <= reliabilityHours && presentSeconds <= hours * hourSeconds, 'no hour has more than 3,600 seconds')
  assert(daysInTime <= reliabilityDays && daysLate <= reliabilityDays, 'a window has 31 days at most')
  const presence = Math.floor(((prior.good * hourSeconds + presentSeconds) * whole) / ((prior.all + hours) * hourSeconds))
  const starts = daysLate === 0 ? whole : Math.floor(((prior.good + daysInTime) * whole) / (prior.all + daysInTime + daysLate))
  const lower = Math.min(presence, starts)
  return lower - (lower % stepBps)
}
