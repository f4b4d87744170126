import { type Db, readBlock } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { ChainBlock } from '@infinitio/chain/node'
import type { ChainReader } from './chainReader.ts'
import { dropBlocks } from './dropBlocks.ts'
import type { FollowerState } from './followerState.ts'
import { logOrders } from './logOrders.ts'
import { type ReadBlock, storeBlocks } from './storeBlocks.ts'

/** What one step of following needs. `finalityBlocks`: a block is final when that many blocks stand on it. */
export interface FollowArgs {
  db: Db
  reader: ChainReader
  logger: Logger
  finalityBlocks: bigint
  /** First block to read when nothing is stored: the block in which the contracts were deployed, or 0. */
  startBlock: bigint
  /** True when a head below ours with our own hash means that the chain lost its tail, not that it is late. */
  believesLowerHead: boolean
}

const BLOCKS_AT_ONCE = 50n

/**
 * Brings the database one step towards the chain's head: takes back blocks the chain dropped, then stores up to 50 new ones.
 * Returns the new state and whether more is to be done at once. Safe to repeat: each step is one transaction.
 */
export async function followOnce(state: FollowerState, args: FollowArgs): Promise<{ state: FollowerState; isBehind: boolean; isLower: boolean }> {
  const { db, reader, logger, finalityBlocks, startBlock } = args
  const chainHead = await reader.head()
  if (state.head?.hash === chainHead.hash) return { state, isBehind: false, isLower: false }
  const ancestor = state.head === null ? startBlock - 1n : await findAncestor(state.head, chainHead, args)
  if (state.head !== null && ancestor < state.head.number) {
    const isLower = ancestor === chainHead.number
    if (isLower && !args.believesLowerHead) return { state, isBehind: false, isLower }
    const dropped = await db.transaction((tx) => dropBlocks(tx, state, { ancestor }))
    logger.warn({ from: state.head.number, to: ancestor, chainHead: chainHead.number }, 'the chain dropped blocks')
    return { state: dropped, isBehind: true, isLower: false }
  }
  const from = ancestor + 1n
  const to = chainHead.number < from + BLOCKS_AT_ONCE - 1n ? chainHead.number : from + BLOCKS_AT_ONCE - 1n
  const blocks = await reader.blocksWithLogs({ from, to })
  if (blocks === null || !isLinked(state, blocks)) return { state, isBehind: true, isLower: false }
  const stored = await db.transaction((tx) => storeBlocks(tx, state, { blocks, finalityBlocks }))
  await logOrders(db, { blocks, logger })
  return { state: stored, isBehind: to < chainHead.number, isLower: false }
}

/** Highest block that is both ours and the chain's. Throws when none is: then this is another chain. */
async function findAncestor(
  head: NonNullable<FollowerState['head']>,
  chainHead: ChainBlock,
  { db, reader, startBlock }: FollowArgs,
): Promise<bigint> {
  const top = head.number < chainHead.number ? head.number : chainHead.number
  for (let number = top; number >= startBlock; number -= 1n) {
    const ours = number === head.number ? head : await readBlock(db, { number })
    if (ours === null) break
    const theirs = number === chainHead.number ? chainHead : await reader.block(number)
    if (theirs?.hash === ours.hash) return number
  }
  throw new Error('the chain shares no block with what is stored: it is another chain, or it was reset')
}

function isLinked({ head }: FollowerState, blocks: readonly ReadBlock[]): boolean {
  return blocks.every((block, at) => {
    const before = at === 0 ? head : blocks[at - 1]
    return before === null || before === undefined || before.hash === block.parentHash
  })
}
