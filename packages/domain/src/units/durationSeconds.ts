import { assert } from '../assert.ts'

/** A length of time in whole seconds. */
export type DurationSeconds = bigint & { readonly __unit: 'DurationSeconds' }

/** Brands a whole number as DurationSeconds. Asserts that it is not negative. */
export function durationSeconds(value: bigint | number): DurationSeconds {
  const whole = BigInt(value)
  assert(whole >= 0n, 'DurationSeconds out of range')
  return whole as DurationSeconds
}
