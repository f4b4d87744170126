import type { Address } from '../ids/address.ts'
import type { NodeId } from '../ids/nodeId.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { structType } from './structType.ts'

/**
 * Limits within which a provider's wallet lets a node's own key sign asks. `until` bounds the settle, `availableUntil` the ask's window.
 * `flags` is the sum of `mandateFlags`.
 */
export type Mandate = {
  readonly provider: Address
  readonly node: NodeId
  readonly minPricePerGpuSecond: PTokenUnits
  readonly maxDurationSeconds: DurationSeconds
  readonly maxTrialSeconds: DurationSeconds
  readonly minNoticeSeconds: DurationSeconds
  readonly maxNoticeSeconds: DurationSeconds
  readonly availableUntil: UnixSeconds
  readonly flags: number
  readonly until: UnixSeconds
  readonly nonce: bigint
}

/** Bits of `Mandate.flags`: the ask may be transferable; the ask may be for one renter alone. */
export const mandateFlags = { transferable: 1, privateRenter: 2 } as const

/** Mandate as the wallet signs it; twin of the Market contract's type string. */
export const mandateType = structType(
  'Mandate',
  'address provider,bytes32 node,uint96 minPricePerGpuSecond,uint32 maxDurationSeconds,uint32 maxTrialSeconds,uint32 minNoticeSeconds,uint32 maxNoticeSeconds,uint40 availableUntil,uint8 flags,uint40 until,uint64 nonce',
)
