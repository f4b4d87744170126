import { assert } from '@infinitio/domain'
import { mulDown } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns B of a node's epoch in PToken base units: the base reward for the GPU-hours of reference compute with proven availability, in 1e18 fixed point. For
 * example, two GPUs of a class with half the reference have 1e18 in an hour. Rounded down. Calculates the same as `EmissionMath.baseOf`.
 */
export function baseOf(referenceGpuHours: bigint, { basePerGpuHour }: EconomyParameters): bigint {
  assert(referenceGpuHours >= 0n && referenceGpuHours < 1n << 96n, 'GPU-hours of a node fit 96 bits')
  return mulDown(basePerGpuHour, referenceGpuHours)
}
