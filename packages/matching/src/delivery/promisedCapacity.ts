import type { Address, PTokenUnits } from '@infinitio/domain'

/**
 * What a provider promised ahead: GPU-seconds of a class within a window of Unix seconds. An ask counts up to `mostOpenPricePerGpuSecond`: the promised price, or a
 * quarter above the class's reference price of the promise where that is less. `promisedTo` is null where it named nobody.
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
