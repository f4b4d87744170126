import type { Address } from '../ids/address.ts'
import type { NodeId } from '../ids/nodeId.ts'
import type { WorkloadHash } from '../ids/workloadHash.ts'
import type { Bps } from '../units/bps.ts'
import type { DurationSeconds } from '../units/durationSeconds.ts'
import type { PTokenUnits } from '../units/pTokenUnits.ts'
import type { UnixSeconds } from '../units/unixSeconds.ts'
import { structType } from './structType.ts'

/**
 * A renter's order to buy GPU time. `classMask` and `regionMask` hold one bit per catalogue id; `node` zero = any node.
 * `timeInForce` is a code of `timeInForce.ts`. `nonce` is an 8-bit lane that counts GPUs filled (255 = cancelled).
 */
export type Bid = {
  readonly renter: Address
  readonly classMask: bigint
  readonly regionMask: bigint
  readonly minVramGib: number
  readonly minTier: number
  readonly minReliabilityBps: Bps
  readonly node: NodeId
  readonly gpus: number
  readonly minGpusPerNode: number
  readonly allOrNothing: boolean
  readonly cluster: boolean
  readonly durationSeconds: DurationSeconds
  readonly startFrom: UnixSeconds
  readonly startUntil: UnixSeconds
  readonly maxPricePerGpuSecond: PTokenUnits
  readonly maxRelayFee: PTokenUnits
  readonly timeInForce: number
  readonly workloadHash: WorkloadHash
  readonly maxFeeBps: Bps
  readonly executor: Address
  readonly nonce: bigint
  readonly expiry: UnixSeconds
}

/** Bid as the wallet signs it; twin of the Market contract's type string. */
export const bidType = structType(
  'Bid',
  'address renter,uint256 classMask,uint256 regionMask,uint16 minVramGib,uint8 minTier,uint16 minReliabilityBps,' +
    'bytes32 node,uint8 gpus,uint8 minGpusPerNode,bool allOrNothing,bool cluster,uint32 durationSeconds,' +
    'uint40 startFrom,uint40 startUntil,uint96 maxPricePerGpuSecond,uint96 maxRelayFee,uint8 timeInForce,' +
    'bytes32 workloadHash,uint16 maxFeeBps,address executor,uint64 nonce,uint40 expiry',
)
