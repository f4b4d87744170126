import { assert } from '../assert.ts'
import type { DurationSeconds, UnixSeconds } from '../units/seconds.ts'

/** A run of calendar hours since 1970, `toHour` not included. */
export type HourRange = { readonly fromHour: number; readonly toHour: number }

/** The calendar hours that the window [start, start + duration) touches. Empty windows are our bug. */
export function hoursOf({ start, durationSeconds }: { start: UnixSeconds; durationSeconds: DurationSeconds }): HourRange {
  assert(durationSeconds > 0n, 'a window has a length')
  return { fromHour: Number(start / 3600n), toHour: Number((start + durationSeconds + 3599n) / 3600n) }
}

/**
 * First calendar hour the contract gives back when a lease ends: the current one when the end is now or past, else (notice still
 * runs) the first hour the lease no longer touches.
 */
export function firstReleasedHour({ end, now }: { end: UnixSeconds; now: UnixSeconds }): number {
  return end <= now ? Number(now / 3600n) : Number((end + 3599n) / 3600n)
}
