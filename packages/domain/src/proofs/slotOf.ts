import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { type Hex32, zeroHex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { type Address, address } from '../ids/address.ts'
import { developmentChainId } from './proofTimes.ts'

/** Mean time between two slots. */
export const slotSeconds = 7_200
const hashes = 2n ** 256n

/** Returns the seed of a block: keccak256(newest seed of the beacon, or 0 ‖ block hash). Slots continue when the beacon stops. */
export function slotSeedOf({ beaconSeed, blockHash }: { beaconSeed: Hex32 | null; blockHash: Hex32 }): Hex32 {
  return keccak256Hex(concatBytes(hexToBytes((beaconSeed ?? zeroHex32).slice(2)), hexToBytes(blockHash.slice(2))))
}

/**
 * Returns true if a block is a slot: its seed is below a threshold that grows with the seconds since the block before. So a slot comes every two hours on
 * average, on a chain of one block a second and on one whose blocks come only when a transaction waits.
 */
export function isSlot(slotSeed: Hex32, secondsSinceBlockBefore: number): boolean {
  const seconds = BigInt(Math.min(secondsSinceBlockBefore, slotSeconds))
  return BigInt(slotSeed) < (hashes * seconds) / BigInt(slotSeconds)
}

/** A block of the development chain with this producer is a slot, so that a test or a first start needs to wait for none. */
export const developmentSlotProducer: Address = address(`0x${'51'.repeat(20)}`)

/** A block as a slot is found in it. Times are in Unix seconds. */
export type SlotBlock = {
  readonly hash: Hex32
  readonly producer: Address
  readonly at: bigint
  readonly before: bigint
  readonly beaconSeed: Hex32 | null
}

/** Returns the seed of a block if it is a slot, or null. On the development chain also the producer can make it one. */
export function slotSeedIn({ hash, producer, at, before, beaconSeed }: SlotBlock, { chainId }: { readonly chainId: number }): Hex32 | null {
  const seed = slotSeedOf({ beaconSeed, blockHash: hash })
  const isMade = chainId === developmentChainId && producer === developmentSlotProducer
  return isMade || isSlot(seed, Number(at - before)) ? seed : null
}
