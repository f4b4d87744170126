import type { Address, PTokenUnits } from '@infinitio/domain'

/**
 * A provider's promise: GPU-seconds of a class within a window of Unix seconds. An open ask counts up to `mostOpenPricePerGpuSecond`: the
 * promised price or, if lower, a quarter above the class's reference price. `promisedTo` is null for a promise to everyone.
 */
export type PromisedCapacity = {
  readonly id: bigint
  readonly provider: Address
  readonly classId: number
  readonly from: number
  readonly until: number
  readonly gpuSeconds: number
  readonly mostOpenPricePerGpuSecond: PTokenUnits
  readonly promisedTo: Address | null
}
