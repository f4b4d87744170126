import type { Address, DurationSeconds, LeaseId, NodeId, PTokenUnits, UnixSeconds } from '@infinitio/domain'

/** A lease that the chain opened: what a price is read from. `atMs` and `seq` are those of the journal row that told of it. */
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
  /** As agreed when it settled; extensions are no new price. */
  readonly durationSeconds: DurationSeconds
  readonly start: UnixSeconds
}

/** GPU-seconds that a trade sold. */
export function soldGpuSeconds({ gpus, durationSeconds }: Pick<Trade, 'gpus' | 'durationSeconds'>): bigint {
  return BigInt(gpus) * durationSeconds
}
