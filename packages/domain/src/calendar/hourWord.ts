import { assert } from '../assert.ts'

/** Hours in one calendar word: 64 counters of 4 bits. */
export const hoursPerWord = 64

/** Most GPUs a node may have: what a 4-bit counter holds. */
export const maxNodeGpus = 15

const lowBits = 0x1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111_1111n
/** The lowest bit of every counter but the first: where a carry out of a counter shows. */
const carryBits = lowBits - 1n

/**
 * Books `gpus` in every hour of `mask` (a 1 in the low bit of each booked hour). Refuses, leaving the word as it was, when any
 * of those hours would pass `capacity`. Needs 1 ≤ gpus ≤ capacity ≤ 15. Twin of `CalendarLib.book`; vectors: `vectors/calendar.json`.
 */
export function bookWord(word: bigint, { mask, gpus, capacity }: { mask: bigint; gpus: number; capacity: number }): { ok: boolean; word: bigint } {
  assert(gpus >= 1 && gpus <= capacity && capacity <= maxNodeGpus, '1 <= gpus <= capacity <= 15')
  assert((mask & ~lowBits) === 0n, 'a mask has low bits of counters only')
  const test = mask * BigInt(gpus + maxNodeGpus - capacity)
  const sum = word + test
  const isFull = sum >> 256n !== 0n || ((word ^ test ^ sum) & carryBits) !== 0n
  return isFull ? { ok: false, word } : { ok: true, word: word + mask * BigInt(gpus) }
}

/** Gives `gpus` back in every hour of `mask`. Asserts that they were booked. Twin of `CalendarLib.release`. */
export function releaseWord(word: bigint, { mask, gpus }: { mask: bigint; gpus: number }): bigint {
  for (let position = 0; position < hoursPerWord; position += 1) {
    const isMasked = ((mask >> BigInt(position * 4)) & 1n) === 1n
    if (isMasked) assert(gpusAt(word, position) >= gpus, 'only booked hours are given back')
  }
  return word - mask * BigInt(gpus)
}

/** GPUs booked in the hour at `position` (0 to 63) of a word. */
export function gpusAt(word: bigint, position: number): number {
  return Number((word >> BigInt(position * 4)) & 15n)
}
