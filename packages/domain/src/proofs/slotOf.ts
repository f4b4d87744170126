import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { type Hex32, zeroHex32 } from '../hashing/hex32.ts'
import { keccak256Hex } from '../hashing/keccak256.ts'
import { type Address, address } from '../ids/address.ts'
import { developmentChainId } from './proofTimes.ts'

/** Mean time between two slots, in seconds. A slot is a block at which all listed machines prove their GPUs. */
export const slotSeconds = 7_200
const hashes = 2n ** 256n

/**
 * Returns the seed of a block: keccak256(newest seed of the contract RandomBeacon ‖ block hash). The seed decides whether the block is a slot (a block at which
 * all listed machines prove their GPUs), and the proofs start from it. Before the RandomBeacon has a seed, 0 is hashed in its place. If the RandomBeacon gets
 * no new seeds, its newest seed is used for all later blocks.
 */
export function slotSeedOf({ beaconSeed, blockHash }: { beaconSeed: Hex32 | null; blockHash: Hex32 }): Hex32 {
  return keccak256Hex(concatBytes(hexToBytes((beaconSeed ?? zeroHex32).slice(2)), hexToBytes(blockHash.slice(2))))
}

/**
 * Returns true if a block is a slot: its seed, as a number, is below a threshold that grows with the seconds since the block before. So a slot comes every two
 * hours on average, whether the chain makes a block each second or only for waiting transactions.
 */
export function isSlot(slotSeed: Hex32, secondsSinceBlockBefore: number): boolean {
  const seconds = BigInt(Math.min(secondsSinceBlockBefore, slotSeconds))
  return BigInt(slotSeed) < (hashes * seconds) / BigInt(slotSeconds)
}

/** On the development chain, each block with this producer is a slot, so that tests and a first start need not wait for one. */
export const developmentSlotProducer: Address = address(`0x${'51'.repeat(20)}`)

/** The facts of a block that decide whether it is a proof slot. `at` is its time and `before` the time of the previous block, in Unix seconds. */
export type SlotBlock = {
  readonly hash: Hex32
  readonly producer: Address
  readonly at: bigint
  readonly before: bigint
  readonly beaconSeed: Hex32 | null
}

/** Returns the seed of a block that is a slot, otherwise null. On the development chain, `developmentSlotProducer` makes any block a slot. */
export function slotSeedIn({ hash, producer, at, before, beaconSeed }: SlotBlock, { chainId }: { readonly chainId: number }): Hex32 | null {
  const seed = slotSeedOf({ beaconSeed, blockHash: hash })
  const isMade = chainId === developmentChainId && producer === developmentSlotProducer
  return isMade || isSlot(seed, Number(at - before)) ? seed : null
}
