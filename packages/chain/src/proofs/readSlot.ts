import { type Address, address, type Hex32, hex32, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { slotSeedIn, zDelaySeconds } from '@infinitio/domain/proofs'
import type { Block, Client } from 'viem'
import { getBlock, getBlockNumber, getContractEvents, readContract } from 'viem/actions'
import { nameKey } from '../addresses/directoryNames.ts'
import { blockRangesBack, lastBlockBefore } from '../emission/blocks.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { randomBeaconAbi } from '../generated/randomBeaconAbi.ts'

/** A slot: a block at which all free GPUs must prove themselves. `at` is its time in Unix seconds. `seed` decides the content of all proofs. */
export type ProofSlot = { readonly slot: bigint; readonly slotHash: Hex32; readonly beaconSeed: Hex32; readonly seed: Hex32; readonly at: bigint }

/** Block z, the first block 30 s or more after a slot. Its hash decides which rows of the proofs are opened. `at` is its time in Unix seconds. */
export type OpeningBlock = { readonly z: bigint; readonly zHash: Hex32; readonly at: bigint }

/** The chain id and the Directory of a market in which machines prove their GPUs at certain blocks (slots). */
export type SlotPlace = { readonly chainId: number; readonly directory: Address }

/**
 * Returns the newest seed that the random beacon fixed up to the block `upTo`, or zero if there is none. Searches backwards, but only to the blocks after
 * `known.after`. If there is no newer seed, returns `known.seed`, which must be the newest seed at the block `known.after`. Throws viem's errors.
 */
export async function readBeaconSeed(
  client: Client,
  { directory, upTo, known = { after: -1n, seed: zeroHex32 } }: { directory: Address; upTo: bigint; known?: { after: bigint; seed: Hex32 } },
): Promise<Hex32> {
  const beacon = await readBeacon(client, directory)
  if (beacon === zeroAddress) return zeroHex32
  for (const range of blockRangesBack({ from: known.after + 1n, to: upTo })) {
    const fixed = await getContractEvents(client, { address: beacon, abi: randomBeaconAbi, eventName: 'SeedFixed', ...range, strict: true })
    const newest = fixed.at(-1)
    if (newest !== undefined) return hex32(newest.args.seed)
  }
  return known.seed
}

/** Reads the address of the random beacon, or the zero address if there is none. Throws viem's errors. */
export async function readBeacon(client: Client, directory: Address): Promise<Address> {
  const entry = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey('RandomBeacon')] })
  return address(entry.toLowerCase())
}

/** Returns the slot at a block number, or null if the block does not exist or is not a slot. Throws viem's errors. */
export async function readSlot(client: Client, { chainId, directory, slot }: SlotPlace & { slot: bigint }): Promise<ProofSlot | null> {
  if (slot <= 0n || slot > (await getBlockNumber(client, { cacheTime: 0 }))) return null
  const [block, before, beaconSeed] = await Promise.all([
    getBlock(client, { blockNumber: slot }),
    getBlock(client, { blockNumber: slot - 1n }),
    readBeaconSeed(client, { directory, upTo: slot }),
  ])
  return slotIn(block, { before: before.timestamp, beaconSeed, chainId })
}

/** Returns the slot at a block, or null if it is not a slot. `before` is the time of its parent block. */
export function slotIn(
  { number, hash, miner, timestamp }: Pick<Block<bigint, false, 'latest'>, 'number' | 'hash' | 'miner' | 'timestamp'>,
  { before, beaconSeed, chainId }: { before: bigint; beaconSeed: Hex32; chainId: number },
): ProofSlot | null {
  const slotHash = hex32(hash)
  const seed = slotSeedIn({ hash: slotHash, producer: address(miner.toLowerCase()), at: timestamp, before, beaconSeed }, { chainId })
  return seed === null ? null : { slot: number, slotHash, beaconSeed, seed, at: timestamp }
}

/** Returns z of a slot: the first block 30 s or more after it. Null while no block is so late. Throws viem's errors. */
export async function readOpeningBlock(client: Client, { slot, at }: Pick<ProofSlot, 'slot' | 'at'>): Promise<OpeningBlock | null> {
  const time = at + BigInt(zDelaySeconds)
  const last = await lastBlockBefore(client, { time, last: await getBlockNumber(client, { cacheTime: 0 }) })
  if (last === null) return null
  const number = last < slot ? slot + 1n : last + 1n
  const block = await getBlock(client, { blockNumber: number })
  return { z: number, zHash: hex32(block.hash), at: block.timestamp }
}
