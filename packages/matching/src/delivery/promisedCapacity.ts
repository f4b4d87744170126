import type { Address, PTokenUnits } from '@infinitio/domain'

/** What a provider promised ahead: GPU-seconds of a class within a window of Unix seconds, for at most a price. `promisedTo` is null where it named nobody. */
export type PromisedCapacity = {
  readonly id: bigint
  readonly provider: Address
  readonly classId: number
  readonly from: number
  readonly until: number
  readonly gpuSeconds: number
  readonly pricePerGpuSecond: PTokenUnits
  readonly promisedTo: Address | null
}
