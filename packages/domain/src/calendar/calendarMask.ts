import { assert } from '../assert.ts'
import { hoursPerWord } from './hourWord.ts'

/** Mask of `count` hours from `first` (0 to 63): a 1 in the low bit of each hour's counter. Asserts that they lie in one word. */
export function calendarMask({ first, count }: { first: number; count: number }): bigint {
  assert(first >= 0 && count >= 0 && first + count <= hoursPerWord, 'the hours lie in one word')
  let mask = 0n
  for (let hour = 0; hour < count; hour += 1) mask |= 1n << BigInt((first + hour) * 4)
  return mask
}
