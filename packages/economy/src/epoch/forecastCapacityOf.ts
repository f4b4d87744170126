import { assert } from '@infinitio/domain'

/** GPU time of a class that providers can deliver in an epoch, and the class's reference price per GPU-hour in PToken base units. */
export type CommittedClass = { gpuSeconds: bigint; pricePerGpuHour: bigint }

/** Returns the forecast capacity: the value of this GPU time at reference prices, in PToken base units, each class rounded down. No epoch pays more. */
export function forecastCapacityOf(classes: readonly CommittedClass[]): bigint {
  let sum = 0n
  for (const { gpuSeconds, pricePerGpuHour } of classes) {
    assert(gpuSeconds >= 0n && pricePerGpuHour >= 0n, 'committed time and its price are not negative')
    sum += (gpuSeconds * pricePerGpuHour) / 3_600n
  }
  return sum
}
