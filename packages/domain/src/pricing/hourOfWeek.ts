import type { UnixSeconds } from '../units/seconds.ts'

/** Hours of a week. */
export const hoursPerWeek = 168
/** Time began on a Thursday: three days into a week that starts on Monday. */
const hoursBeforeEpoch = 72

/** The hour of the week, UTC, that a moment is in: 0 is Monday 00:00 to 01:00, 167 the last one of Sunday. */
export function hourOfWeek(now: UnixSeconds): number {
  return Number((now / 3_600n + BigInt(hoursBeforeEpoch)) % BigInt(hoursPerWeek))
}
