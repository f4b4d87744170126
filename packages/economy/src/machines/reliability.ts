import { assert } from '@infinitio/domain'

/** Records of one machine in the last 30 days, from which its reliability follows. */
export type ReliabilityFacts = {
  /** Whole hours since its registration that have a presence record. */
  readonly hours: number
  /** Seconds of these hours in which it responded. */
  readonly presentSeconds: number
  /** Days with a lease that was ready in time. */
  readonly daysInTime: number
  /** Days with a lease that started late (`startOf`). A day with both kinds of leases counts in both numbers. */
  readonly daysLate: number
}

/** The number of hours in 30 days. All facts come from the last 30 days. */
export const reliabilityHours = 720
const reliabilityDays = 31
const hourSeconds = 3_600
/** The reliability of a new machine before it has any facts: it counts as if it had done well in 9 of 10 cases. */
const prior = { good: 9, all: 10 } as const
const whole = 10_000
/** Reliability is rounded to steps of 0.1 %, because each change of the stored value costs a transaction. */
const stepBps = 10

/**
 * Returns the reliability of a machine in basis points, rounded down to 0.1 %. It is the lower of two means: the share of time in which the machine was
 * present, over its hours; and the share of days with a start in time, over the days with starts. Each mean begins as if 9 of 10 cases had been good, so a new
 * machine has 9,000. The second mean counts only for a machine that had a late start, so a lease never raises the reliability of a machine that was never late.
 * Asserts that the facts fit the window of 30 days.
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
