import { assert } from '../assertNever.ts'

/** A length of time in whole seconds. */
export type DurationSeconds = bigint & { readonly __unit: 'DurationSeconds' }

/** Returns a whole number as the branded type `DurationSeconds`. Asserts that it is not negative. */
export function durationSeconds(value: bigint | number): DurationSeconds {
  const whole = BigInt(value)
  assert(whole >= 0n, 'DurationSeconds out of range')
  return whole as DurationSeconds
}

/** GPUs times seconds: the unit of metering. */
export type GpuSeconds = bigint & { readonly __unit: 'GpuSeconds' }

/** Returns a whole number as the branded type `GpuSeconds`. Asserts that it is not negative. */
export function gpuSeconds(value: bigint | number): GpuSeconds {
  const whole = BigInt(value)
  assert(whole >= 0n, 'GpuSeconds out of range')
  return whole as GpuSeconds
}

/** A moment of the block clock, in seconds since 1970. */
export type UnixSeconds = bigint & { readonly __unit: 'UnixSeconds' }

const limit = 2n ** 40n

/** Returns a whole number as the branded type `UnixSeconds`. Asserts that it is not negative and fits uint40. */
export function unixSeconds(value: bigint | number): UnixSeconds {
  const whole = BigInt(value)
  assert(whole >= 0n && whole < limit, 'UnixSeconds out of range')
  return whole as UnixSeconds
}
