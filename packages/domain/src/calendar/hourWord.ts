import { assert } from '../assertNever.ts'
import type { DurationSeconds, UnixSeconds } from '../units/seconds.ts'

/**
 * The number of hours in one calendar word. The word is a uint256 with 64 counters of 4 bits; each counter has the number of a machine's booked GPUs in one
 * hour.
 */
export const hoursPerWord = 64

/** The largest number of GPUs of a node, the maximum of a 4-bit counter. */
export const maxNodeGpus = 15

const lowBits = 0x1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111n
/** The lowest bit of every 4-bit counter except the first. If a counter overflows, its carry changes the lowest bit of the next counter. */
const carryBits = lowBits - 1n

/**
 * Books `gpus` GPUs in every hour of `mask`, which has a 1 in the low bit of each such hour's counter. Refuses, and leaves the word unchanged, if more than
 * `capacity` GPUs would be booked in one of these hours. Needs 1 ≤ gpus ≤ capacity ≤ 15. Calculates the same as `CalendarLib.book`; vectors:
 * `vectors/calendar.json`.
 */
export function bookWord(word: bigint, { mask, gpus, capacity }: { mask: bigint; gpus: number; capacity: number }): { ok: boolean; word: bigint } {
  assert(gpus >= 1 && gpus <= capacity && capacity <= maxNodeGpus, '1 <= gpus <= capacity <= 15')
  assert((mask & ~lowBits) === 0n, 'a mask has low bits of counters only')
  const test = mask * BigInt(gpus + maxNodeGpus - capacity)
  const sum = word + test
  const isFull = sum >> 256n !== 0n || ((word ^ test ^ sum) & carryBits) !== 0n
  return isFull ? { ok: false, word } : { ok: true, word: word + mask * BigInt(gpus) }
}

/**
 * Frees `gpus` GPUs in every hour of `mask`. Asserts that at least `gpus` GPUs were booked in each of these hours. Calculates the same as
 * `CalendarLib.release`.
 */
export function releaseWord(word: bigint, { mask, gpus }: { mask: bigint; gpus: number }): bigint {
  for (let position = 0; position < hoursPerWord; position += 1) {
    const isMasked = ((mask >> BigInt(position * 4)) & 1n) === 1n
    if (isMasked) assert(gpusAt(word, position) >= gpus, 'only booked hours are given back')
  }
  return word - mask * BigInt(gpus)
}

/** Returns the number of GPUs that are booked in one hour of a calendar word. `position` is 0 to 63. */
export function gpusAt(word: bigint, position: number): number {
  return Number((word >> BigInt(position * 4)) & 15n)
}

/** A range of hours, counted since 1970; `toHour` is excluded. */
export type HourRange = { readonly fromHour: number; readonly toHour: number }

/**
 * Returns the calendar hours that a lease touches: the hours of the time from `start` to `start` + `duration`, without that end. Asserts that this time is not
 * empty.
 */
export function hoursOf({ start, durationSeconds }: { start: UnixSeconds; durationSeconds: DurationSeconds }): HourRange {
  assert(durationSeconds > 0n, 'a window has a length')
  return { fromHour: Number(start / 3600n), toHour: Number((start + durationSeconds + 3599n) / 3600n) }
}

/**
 * Returns the first calendar hour that the contract frees when a lease ends. For an end that is now or in the past, this is the present hour. For an end in the
 * future (after a notice period), it is the first hour that the lease no longer touches.
 */
export function firstReleasedHour({ end, now }: { end: UnixSeconds; now: UnixSeconds }): number {
  return end <= now ? Number(now / 3600n) : Number((end + 3599n) / 3600n)
}
