import { type Hex32, hex32, zeroAddress } from '@infinitio/domain'
import type { Block, Client } from 'viem'
import { getBlock, getContractEvents } from 'viem/actions'
import { randomBeaconAbi } from '../generated/randomBeaconAbi.ts'
import { type ProofSlot, readBeacon, readBeaconSeed, type SlotPlace, slotIn } from './readSlot.ts'

/** How far a reader of proof slots has read the chain: the newest block that it has read, and the newest seed of the random beacon at this block. */
export type ReadHead = { readonly number: bigint; readonly hash: string; readonly timestamp: bigint; readonly seed: Hex32 }

type SeenBlock = Block<bigint, false, 'latest'>

/** Largest number of blocks that are read after a pause. A proof slot in an older block is over anyway. */
const mostBlocksBack = 64n

/** Reads the newest block. The first call of `readNewSlots` looks at the blocks after it. Throws viem's errors. */
export async function readHead(client: Client, { directory }: SlotPlace): Promise<ReadHead> {
  const { number, hash, timestamp } = await getBlock(client)
  return { number, hash, timestamp, seed: await readBeaconSeed(client, { directory, upTo: number }) }
}

/**
 * Returns the proof slots (blocks at which GPUs prove themselves) among the blocks after `known`, and the newest block of the chain as the next `known`. Reads
 * at most the last 64 blocks; slots in older blocks are left out. If the chain is not longer than `known` but has another newest block, reads only that block.
 * Throws viem's errors.
 */
export async function readNewSlots(
  client: Client,
  { known, ...place }: SlotPlace & { known: ReadHead },
): Promise<{ slots: ProofSlot[]; known: ReadHead }> {
  const head = await getBlock(client)
  if (head.hash === known.hash) return { slots: [], known }
  const next = known.number < head.number ? known.number + 1n : head.number
  const first = head.number - next >= mostBlocksBack ? head.number - mostBlocksBack + 1n : next
  const [blocks, seedAt] = await Promise.all([
    readBlocks(client, { first, head }),
    readSeeds(client, { directory: place.directory, known, first, head: head.number }),
  ])
  let before = blocks[0]?.parentHash === known.hash || first === 0n ? known : await getBlock(client, { blockNumber: first - 1n })
  const slots: ProofSlot[] = []
  for (const block of blocks) {
    const slot = slotIn(block, { before: before.timestamp, beaconSeed: seedAt(block.number), chainId: place.chainId })
    if (slot !== null) slots.push(slot)
    before = block
  }
  return { slots, known: { number: head.number, hash: head.hash, timestamp: head.timestamp, seed: seedAt(head.number) } }
}

/** Reads the blocks from `first` up to `head`, which is already read. */
async function readBlocks(client: Client, { first, head }: { first: bigint; head: SeenBlock }): Promise<SeenBlock[]> {
  const others = Array.from({ length: Number(head.number - first) }, (_, index) => getBlock(client, { blockNumber: first + BigInt(index) }))
  return [...(await Promise.all(others)), head]
}

/** Returns, for each block from `first` to `head`, the newest seed of the beacon at that block. */
async function readSeeds(
  client: Client,
  { directory, known, first, head }: { directory: SlotPlace['directory']; known: ReadHead; first: bigint; head: bigint },
): Promise<(number: bigint) => Hex32> {
  const beacon = await readBeacon(client, directory)
  if (beacon === zeroAddress) return () => known.seed
  const upTo = first - 1n
  const start = upTo > known.number ? await readBeaconSeed(client, { directory, upTo, known: { after: known.number, seed: known.seed } }) : known.seed
  const fixed = await getContractEvents(client, {
    address: beacon,
    abi: randomBeaconAbi,
    ...{ eventName: 'SeedFixed', fromBlock: first, toBlock: head, strict: true },
  })
  return (number) => {
    const newest = fixed.findLast(({ blockNumber }) => blockNumber <= number)
    return newest === undefined ? start : hex32(newest.args.seed)
  }
}
