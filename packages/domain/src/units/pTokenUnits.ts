import { assert } from '../assertNever.ts'

/** PToken base units, 1e-18 of a PToken. */
export type PTokenUnits = bigint & { readonly __unit: 'PTokenUnits' }

/** Returns a whole number as the branded type `PTokenUnits`. Asserts that it is not negative. */
export function pTokenUnits(value: bigint | number): PTokenUnits {
  const whole = BigInt(value)
  assert(whole >= 0n, 'PTokenUnits out of range')
  return whole as PTokenUnits
}

/** Base units of the chain's native coin, 1e-18. */
export type Wei = bigint & { readonly __unit: 'Wei' }

/** Returns a whole number as the branded type `Wei`. Asserts that it is not negative. */
export function wei(value: bigint | number): Wei {
  const whole = BigInt(value)
  assert(whole >= 0n, 'Wei out of range')
  return whole as Wei
}
