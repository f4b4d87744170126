import { assert } from '@infinitio/domain'
import { mulDown } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * B of a node's epoch in PToken base units: the base reward for the GPU-hours of reference compute that were proven available, which are in
 * 1e18 fixed point (two GPUs of a class of half the reference, for an hour, are 1e18). Rounded down. Twin of `EmissionMath.baseOf`.
 */
export function baseOf(referenceGpuHours: bigint, { basePerGpuHour }: EconomyParameters): bigint {
  assert(referenceGpuHours >= 0n && referenceGpuHours < 1n << 96n, 'GPU-hours of a node fit 96 bits')
  return mulDown(basePerGpuHour, referenceGpuHours)
}
