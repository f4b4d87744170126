import type { Address } from '../ids/address.ts'
import type { Hex32 } from '../ids/hex32.ts'
import type { NodeId } from '../ids/nodeId.ts'
import type { WorkloadHash } from '../ids/workloadHash.ts'
import type { Bps } from '../units/bps.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'

/**
 * What was agreed, fixed at settle and hashed into the lease slot. `hostKey` is the node's raw ed25519 public key.
 * `trialSeconds` is 0 when this lease has no trial. `flags` is the sum of `leaseFlags`.
 */
export type LeaseTerms = {
  readonly renter: Address
  readonly provider: Address
  readonly node: NodeId
  readonly hostKey: Hex32
  readonly pricePerGpuSecond: PTokenUnits
  readonly gpus: number
  readonly start: UnixSeconds
  readonly durationSeconds: DurationSeconds
  readonly noticeSeconds: DurationSeconds
  readonly trialSeconds: DurationSeconds
  readonly feeBps: Bps
  readonly flags: number
  readonly askNonce: bigint
  readonly askMaxDurationSeconds: DurationSeconds
  readonly askAvailableUntil: UnixSeconds
  readonly workloadHash: WorkloadHash
}

/** Bits of `LeaseTerms.flags`: spot = starts in the settle block. */
export const leaseFlags = { spot: 1, cluster: 2, transferable: 4 } as const
