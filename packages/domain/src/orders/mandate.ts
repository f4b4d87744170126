import type { Address } from '../ids/address.ts'
import type { NodeId } from '../ids/nodeId.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { structType } from './structType.ts'

/** What a provider's wallet lets a node's own key sign: asks at or above a price, up to a length, until a moment. */
export type Mandate = {
  readonly provider: Address
  readonly node: NodeId
  readonly minPricePerGpuSecond: PTokenUnits
  readonly maxDurationSeconds: DurationSeconds
  readonly until: UnixSeconds
  readonly nonce: bigint
}

/** Mandate as the wallet signs it; twin of the Market contract's type string. */
export const mandateType = structType(
  'Mandate',
  'address provider,bytes32 node,uint96 minPricePerGpuSecond,uint32 maxDurationSeconds,uint40 until,uint64 nonce',
)
