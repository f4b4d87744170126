import type { UnixSeconds } from '../units/seconds.ts'

/** Hours of a week. */
export const hoursPerWeek = 168
/** 1 January 1970 was a Thursday, three days into a week that starts on Monday. */
const hoursBeforeEpoch = 72

/** Returns the hour of the week, in UTC: 0 is Monday 00:00 to 01:00, 167 is the last hour of Sunday. */
export function hourOfWeek(now: UnixSeconds): number {
  return Number((now / 3_600n + BigInt(hoursBeforeEpoch)) % BigInt(hoursPerWeek))
}
