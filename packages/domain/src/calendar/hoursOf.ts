import { assert } from '../assert.ts'
import type { DurationSeconds, UnixSeconds } from '../units/seconds.ts'

/** A range of calendar hours since 1970; `toHour` is excluded. */
export type HourRange = { readonly fromHour: number; readonly toHour: number }

/** Returns the calendar hours that the window [start, start + duration) touches. Asserts that the window is not empty. */
export function hoursOf({ start, durationSeconds }: { start: UnixSeconds; durationSeconds: DurationSeconds }): HourRange {
  assert(durationSeconds > 0n, 'a window has a length')
  return { fromHour: Number(start / 3600n), toHour: Number((start + durationSeconds + 3599n) / 3600n) }
}

/**
 * Returns the first calendar hour that the contract frees when a lease ends. It is the present hour when the end is now or past. While the
 * notice runs, it is the first hour that the lease no longer touches.
 */
export function firstReleasedHour({ end, now }: { end: UnixSeconds; now: UnixSeconds }): number {
  return end <= now ? Number(now / 3600n) : Number((end + 3599n) / 3600n)
}
