import { ChainContradiction } from '@infinitio/chain/node'
import { type Db, listOrderLogs, lockCheckpoint, type Queryable } from '@infinitio/db'
import type { Logger } from '@infinitio/process'
import type { BlockRange, ChainReader } from './chainReader.ts'
import { countChanges } from './countChanges.ts'
import { dropBlocks } from './dropBlocks.ts'
import { findAncestor } from './findAncestor.ts'
import type { FollowerState } from './followerState.ts'
import { logOrders } from './logOrders.ts'
import { storeBlocks } from './storeBlocks.ts'

/** The arguments of one follower step. A block is final once `finalityBlocks` blocks follow it. */
export interface FollowArgs {
  db: Db
  reader: ChainReader
  logger: Logger
  finalityBlocks: bigint
  /** The first block to read if nothing is stored: the block that deployed the contracts, or 0. */
  startBlock: bigint
  /** How to treat a head that is an older stored block. True: the chain has lost its last blocks. False: the node is late. */
  believesLowerHead: boolean
}

/**
 * The result of a step. `isBehind`: the next step should run at once. `isLower`: the chain node's head is a block that we have already stored, below
 * our newest one, and the step changed nothing.
 */
export interface FollowStep {
  state: FollowerState
  isBehind: boolean
  isLower: boolean
}

const BLOCKS_AT_ONCE = 200n

/**
 * Brings the database one step closer to the chain's head: removes the blocks that the chain dropped, then stores up to 200 new ones. Each step is one
 * transaction, so it is safe to repeat. Throws ChainContradiction if the node's answers disagree; a reorg between two answers can also cause this. If another
 * follower writes, changes nothing and throws FollowerOvertaken.
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

/** Another follower has written since our last write: the checkpoint in the database is not the one that we wrote. */
export class FollowerOvertaken extends Error {
  override name = 'FollowerOvertaken'
}

/**
 * Locks the checkpoint until the transaction ends. Throws FollowerOvertaken if the checkpoint is not the one that we wrote last. If two followers wrote
 * alternately, they would count reorgs and finality twice, and no later follower could continue from their rows.
 */
async function holdCheckpoint(tx: Queryable, { head, finalNumber, reorgs }: FollowerState): Promise<void> {
  const stored = await lockCheckpoint(tx)
  if (stored === null && head === null) return
  const isOurs = stored?.headHash === head?.hash && stored?.finalNumber === finalNumber && stored?.reorgs === reorgs
  if (!isOurs) throw new FollowerOvertaken(`the checkpoint is at ${stored?.headHash}, ours at ${head?.hash}: another follower writes`)
}
