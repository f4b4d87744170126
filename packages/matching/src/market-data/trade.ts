import type { Address, DurationSeconds, LeaseId, NodeId, PTokenUnits, UnixSeconds } from '@infinitio/domain'

/** A lease that the chain opened, which sets a price. `atMs` and `seq` are the time and the number of its journal row. */
export type Trade = {
  readonly leaseId: LeaseId
  readonly seq: number
  readonly atMs: number
  readonly classId: number
  readonly regionId: number
  readonly node: NodeId
  readonly renter: Address
  readonly pricePerGpuSecond: PTokenUnits
  readonly gpus: number
  /** The terms at the settle. A later extension does not set a new price. */
  readonly durationSeconds: DurationSeconds
  readonly start: UnixSeconds
}

/** Returns the GPU-seconds that a trade sold. */
export function soldGpuSeconds({ gpus, durationSeconds }: Pick<Trade, 'gpus' | 'durationSeconds'>): bigint {
  return BigInt(gpus) * durationSeconds
}
