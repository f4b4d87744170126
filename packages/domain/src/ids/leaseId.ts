import { assert } from '../assert.ts'

/** Number of a lease: a counter of the Market contract, from 1. */
export type LeaseId = bigint & { readonly __id: 'LeaseId' }

/** Brands a whole number as LeaseId. Asserts that it is not negative. */
export function leaseId(value: bigint | number): LeaseId {
  const whole = BigInt(value)
  assert(whole >= 0n, 'LeaseId is not negative')
  return whole as LeaseId
}
