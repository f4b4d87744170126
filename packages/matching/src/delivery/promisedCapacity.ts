import type { Address, PTokenUnits } from '@infinitio/domain'

/**
 * A provider's promise: GPU-seconds of a class within a window of Unix seconds. An open ask counts only if its price is at most `mostOpenPricePerGpuSecond`.
 * This is the promised price or, if that is lower, the class's reference price plus a quarter. `promisedTo` is null for a promise to everyone.
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
