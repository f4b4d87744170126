import { assert } from '../assert.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'

/** A run of calendar hours since 1970, `toHour` not included. */
export type HourRange = { readonly fromHour: number; readonly toHour: number }

/** The calendar hours that the window [start, start + duration) touches. Empty windows are our bug. */
export function hoursOf({ start, durationSeconds }: { start: UnixSeconds; durationSeconds: DurationSeconds }): HourRange {
  assert(durationSeconds > 0n, 'a window has a length')
  return { fromHour: Number(start / 3600n), toHour: Number((start + durationSeconds + 3599n) / 3600n) }
}
