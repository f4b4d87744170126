import type { Address } from '../ids/address.ts'
import type { NodeId } from '../ids/nodeId.ts'
import type { Bps } from '../units/bps.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { structType } from './structType.ts'

/**
 * A provider's order to sell GPU time on one node. Not consumed by a fill: calendar, expiry and cancellation limit it.
 * `noticeSeconds` is what a renter pays when cancelling or ending early; `trialSeconds` are free after Ready.
 * `privateRenter` zero = anyone may rent. `executor` 1 = the engine set, 0 = anyone, else that address. `nonce` is a bit.
 */
export type Ask = {
  readonly provider: Address
  readonly node: NodeId
  readonly pricePerGpuSecond: PTokenUnits
  readonly minGpus: number
  readonly maxGpus: number
  readonly minDurationSeconds: DurationSeconds
  readonly maxDurationSeconds: DurationSeconds
  readonly availableFrom: UnixSeconds
  readonly availableUntil: UnixSeconds
  readonly maxFeeBps: Bps
  readonly noticeSeconds: DurationSeconds
  readonly trialSeconds: DurationSeconds
  readonly privateRenter: Address
  readonly transferable: boolean
  readonly executor: Address
  readonly nonce: bigint
  readonly expiry: UnixSeconds
}

/** Ask as the wallet signs it; twin of the Market contract's type string. */
export const askType = structType(
  'Ask',
  'address provider,bytes32 node,uint96 pricePerGpuSecond,uint8 minGpus,uint8 maxGpus,uint32 minDurationSeconds,' +
    'uint32 maxDurationSeconds,uint40 availableFrom,uint40 availableUntil,uint16 maxFeeBps,uint32 noticeSeconds,' +
    'uint32 trialSeconds,address privateRenter,bool transferable,address executor,uint64 nonce,uint40 expiry',
)
