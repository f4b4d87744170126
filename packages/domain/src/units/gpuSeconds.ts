import { assert } from '../assert.ts'

/** GPUs times seconds: the unit of metering. */
export type GpuSeconds = bigint & { readonly __unit: 'GpuSeconds' }

/** Brands a whole number as GpuSeconds. Asserts that it is not negative. */
export function gpuSeconds(value: bigint | number): GpuSeconds {
  const whole = BigInt(value)
  assert(whole >= 0n, 'GpuSeconds out of range')
  return whole as GpuSeconds
}
