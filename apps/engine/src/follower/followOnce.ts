import { ChainContradiction } from '@infinitio/chain/node'
import { type Db, listOrderLogs } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { BlockRange, ChainReader } from './chainReader.ts'
import { countChanges } from './countChanges.ts'
import { dropBlocks } from './dropBlocks.ts'
import { findAncestor } from './findAncestor.ts'
import type { FollowerState } from './followerState.ts'
import { holdCheckpoint } from './holdCheckpoint.ts'
import { logOrders } from './logOrders.ts'
import { storeBlocks } from './storeBlocks.ts'

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

/** Where a step led; `isBehind`: more is to be done at once; `isLower`: the node's head is an older block of ours. */
export interface FollowStep {
  state: FollowerState
  isBehind: boolean
  isLower: boolean
}

const BLOCKS_AT_ONCE = 200n

/**
 * Brings the database one step towards the chain's head: takes back blocks the chain dropped, then stores up to 200 new ones. Safe to
 * repeat: each step is one transaction. Throws ChainContradiction when the node's answers do not fit together, which a reorg between two
 * of them can also cause, and FollowerOvertaken when another follower writes: then nothing was changed.
 */
export async function followOnce(state: FollowerState, args: FollowArgs): Promise<FollowStep> {
  const { db, reader, logger, finalityBlocks, startBlock } = args
  const chainHead = await reader.head()
  if (state.head?.hash === chainHead.hash) return { state, isBehind: false, isLower: false }
  const ancestor = await findAncestor(state, { db, reader, startBlock, chainHead })
  if (state.head !== null && ancestor < state.head.number) {
    const isLower = ancestor === chainHead.number
    if (isLower && !args.believesLowerHead) return { state, isBehind: false, isLower }
    const { number: from } = state.head
    const { next: dropped, logs } = await db.transaction(async (tx) => {
      await holdCheckpoint(tx, state)
      const takenBack = await listOrderLogs(tx, { from: ancestor + 1n, to: from })
      return { next: await dropBlocks(tx, state, { ancestor }), logs: takenBack }
    })
    for (const { orderHash, name, blockNumber } of logs)
      logger.warn({ orderHash, event: name, block: blockNumber }, 'the chain took back what it said of an order')
    logger.warn({ from, to: ancestor, chainHead: chainHead.number }, 'the chain dropped blocks')
    return { state: dropped, isBehind: true, isLower: false }
  }
  const from = ancestor + 1n
  if (chainHead.number < from) return { state, isBehind: false, isLower: false }
  const range = rangeFrom(from, chainHead.number)
  const blocks = await reader.blocksWithLogs(range)
  if (state.head !== null && blocks[0]?.parentHash !== state.head.hash) throw new ChainContradiction(`block ${from} does not follow our head`)
  if (range.to < chainHead.number) reader.readAhead(rangeFrom(range.to + 1n, chainHead.number))
  const stored = await db.transaction(async (tx) => {
    await holdCheckpoint(tx, state)
    return storeBlocks(tx, state, { blocks, finalityBlocks })
  })
  countChanges(blocks)
  await logOrders(db, { blocks, logger })
  return { state: stored, isBehind: range.to < chainHead.number, isLower: false }
}

function rangeFrom(from: bigint, head: bigint): BlockRange {
  const to = from + BLOCKS_AT_ONCE - 1n
  return { from, to: to < head ? to : head }
}
