import { randomBeaconAbi } from '@infinitio/chain'
import { address, type Hex32, hex32, zeroHex32 } from '@infinitio/domain'
import { slotSeedIn, zDelaySeconds } from '@infinitio/domain/proofs'
import { askChain } from '@infinitio/process/embedded'
import { encodeEventTopics } from 'viem'

/**
 * Tells the program that mines blocks on the development chain whether a slot still needs blocks. A slot is a block for which all machines prove their GPUs.
 */
export type SlotWatch = {
  /**
   * Returns true from the block of a slot until the slot's block z is final. The hash of block z decides which rows of the proofs must be revealed. Reads each
   * new block once.
   */
  isOpen(head: number): Promise<boolean>
}

type Block = { readonly number: string; readonly hash: string; readonly miner: string; readonly timestamp: string }

const chainId = 31_337
const seedFixed = encodeEventTopics({ abi: randomBeaconAbi, eventName: 'SeedFixed' })[0]
/** The number of seconds for which the miner continues after a slot's block z, so that block z becomes final. */
const moreSeconds = 5
/** The largest number of past blocks that are read after a pause. A slot in an older block needs no more blocks. */
const mostBack = 64

/** Watches a development chain for slots, the blocks for which machines prove their GPUs. `nowMs` returns the real time. */
export function createSlotWatch(rpcUrl: string, { nowMs = Date.now }: { readonly nowMs?: () => number } = {}): SlotWatch {
  let read: { readonly block: Block; readonly seed: Hex32 } | null = null
  let openUntilMs = 0
  return {
    async isOpen(head) {
      const known = read === null ? head : Number(read.block.number)
      if (read === null || head < known)
        read = { block: await blockAt(rpcUrl, head), seed: await newestSeed(rpcUrl, { first: 0, last: head, known: zeroHex32 }) }
      for (let number = Math.max(known + 1, head - mostBack); number <= head; number += 1) {
        const [block, seed]: [Block, Hex32] = [
          await blockAt(rpcUrl, number),
          await newestSeed(rpcUrl, { first: number, last: number, known: read.seed }),
        ]
        const before = number === Number(read.block.number) + 1 ? read.block : await blockAt(rpcUrl, number - 1)
        if (isSlot(block, { before, seed })) openUntilMs = nowMs() + (zDelaySeconds + moreSeconds) * 1_000
        read = { block, seed }
      }
      return nowMs() < openUntilMs
    },
  }
}

function isSlot({ hash, miner, timestamp }: Block, { before, seed }: { before: Block; seed: Hex32 }): boolean {
  const times = { at: BigInt(timestamp), before: BigInt(before.timestamp) }
  return slotSeedIn({ hash: hex32(hash), producer: address(miner.toLowerCase()), ...times, beaconSeed: seed }, { chainId }) !== null
}

async function blockAt(url: string, number: number): Promise<Block> {
  return (await askChain(url, 'eth_getBlockByNumber', [hexOf(number), false])) as Block
}

/** Returns the newest seed that the beacon fixed in these blocks, or `known` if it fixed none. */
async function newestSeed(url: string, { first, last, known }: { first: number; last: number; known: Hex32 }): Promise<Hex32> {
  const logs = (await askChain(url, 'eth_getLogs', [{ fromBlock: hexOf(first), toBlock: hexOf(last), topics: [seedFixed] }])) as { data: string }[]
  const newest = logs.at(-1)
  return newest === undefined ? known : hex32(newest.data.slice(0, 66))
}

function hexOf(number: number): string {
  return `0x${number.toString(16)}`
}
