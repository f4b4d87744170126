import { assert } from '../assert.ts'

/** A moment of the block clock, in seconds since 1970. */
export type UnixSeconds = bigint & { readonly __unit: 'UnixSeconds' }

const limit = 2n ** 40n

/** Brands a whole number as UnixSeconds. Asserts that it is not negative and fits uint40. */
export function unixSeconds(value: bigint | number): UnixSeconds {
  const whole = BigInt(value)
  assert(whole >= 0n && whole < limit, 'UnixSeconds out of range')
  return whole as UnixSeconds
}
