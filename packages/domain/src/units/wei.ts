import { assert } from '../assert.ts'

/** Base units of the chain's native coin, 1e-18. */
export type Wei = bigint & { readonly __unit: 'Wei' }

/** Brands a whole number as Wei. Asserts that it is not negative. */
export function wei(value: bigint | number): Wei {
  const whole = BigInt(value)
  assert(whole >= 0n, 'Wei out of range')
  return whole as Wei
}
