import { ChainContradiction } from '@infinitio/chain/node'
import {
  type Db,
  dropBlocksAfter,
  insertChainCommands,
  listCommandsAfterBlock,
  listOrderLogs,
  lockCheckpoint,
  type NewChainCommand,
  notify,
  type Queryable,
  readBlock,
  saveCheckpoint,
} from '@infinitio/db'
import { type ChainCommand, fromCanonical, toCanonical } from '@infinitio/matching'
import { type Logger, metrics } from '@infinitio/process'
import type { BlockRange, ChainReader } from './chainReader.ts'
import { countChanges } from './countChanges.ts'
import { findAncestor } from './findAncestor.ts'
import type { FollowerState } from './followerState.ts'
import { type ReadBlock, storeBlocks } from './storeBlocks.ts'

/**
 * The arguments of one step of the follower (the process that copies chain events into the database). A block is final once `finalityBlocks` blocks follow it.
 */
export interface FollowArgs {
  db: Db
  reader: ChainReader
  logger: Logger
  finalityBlocks: bigint
  /** The first block to read if nothing is stored: the block that deployed the contracts, or 0. */
  startBlock: bigint
  /**
   * The decision about a newest block of the chain that is below our newest stored block. True: the chain has lost its last blocks, so drop ours. False: the
   * chain node is only late, so wait.
   */
  believesLowerHead: boolean
}

/**
 * The result of a step. If `isBehind` is true, the next step should run at once. If `isLower` is true, the step changed nothing, because the chain node's
 * newest block is an older block that we have already stored.
 */
export interface FollowStep {
  state: FollowerState
  isBehind: boolean
  isLower: boolean
}

const BLOCKS_AT_ONCE = 200n

/**
 * Brings the database closer to the chain's newest block. If the chain dropped stored blocks, one call only removes these; otherwise it stores up to 200 new
 * blocks. Each call writes in at most one transaction, so it is safe to repeat. Throws ChainContradiction if the chain node's answers contradict each other; a
 * reorg between two answers can also cause this. If another follower has written in between, changes nothing and throws FollowerOvertaken.
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

/**
 * Thrown if another follower has written to the database since our last write: the stored checkpoint (the follower's position) is not the one that we wrote.
 */
export class FollowerOvertaken extends Error {
  override name = 'FollowerOvertaken'
}

/**
 * Locks the checkpoint until the transaction ends. Throws FollowerOvertaken if the checkpoint is not the one that this follower wrote last. Without this check,
 * two followers that write alternately would count reorgs and finality twice, and no later follower could continue from their rows.
 */
async function holdCheckpoint(tx: Queryable, { head, finalNumber, reorgs }: FollowerState): Promise<void> {
  const stored = await lockCheckpoint(tx)
  if (stored === null && head === null) return
  const isOurs = stored?.headHash === head?.hash && stored?.finalNumber === finalNumber && stored?.reorgs === reorgs
  if (!isOurs) throw new FollowerOvertaken(`the checkpoint is at ${stored?.headHash}, ours at ${head?.hash}: another follower writes`)
}

const followedBlocks = metrics.counter({ name: 'infinitio_followed_blocks_total', help: 'Blocks this follower stored', labels: [] })
const followedLogs = metrics.counter({ name: 'infinitio_followed_logs_total', help: 'Logs of our contracts this follower stored', labels: [] })
const skips = metrics.counter({ name: 'infinitio_batch_items_skipped_total', help: 'Items that batches left out, as followed', labels: ['code'] })

/**
 * Counts the stored blocks in the metrics. Also writes a log line for each event about an order, with the order's hash. Runs an SQL query only if there is such
 * an event.
 */
async function logOrders(db: Queryable, { blocks, logger }: { blocks: readonly ReadBlock[]; logger: Logger }): Promise<void> {
  followedBlocks.inc(blocks.length)
  followedLogs.inc(blocks.reduce((sum, { logs }) => sum + logs.length, 0))
  const spoken = blocks.filter((block) => block.logs.some(({ event }) => 'leaseId' in event || 'bidHash' in event))
  const [first, last] = [spoken[0], spoken.at(-1)]
  if (first === undefined || last === undefined) return
  for (const { orderHash, name, blockNumber, txHash, code } of await listOrderLogs(db, { from: first.number, to: last.number })) {
    if (code !== null) skips.inc({ code })
    logger.info({ orderHash, event: name, block: blockNumber, txHash, ...(code === null ? {} : { code }) }, 'the chain spoke of an order')
  }
}

/**
 * Drops every block above `ancestor` in one transaction. The projections get their earlier values back (from before images). For each command that came from
 * these blocks, the matcher gets a `Dropped` command, newest first. Returns the new state. Throws if the ancestor is not a stored block.
 */
async function dropBlocks(tx: Queryable, state: FollowerState, { ancestor }: { ancestor: bigint }): Promise<FollowerState> {
  const head = await readBlock(tx, { number: ancestor })
  if (head === null) throw new Error(`block ${ancestor} is not ours`)
  const sent = await listCommandsAfterBlock(tx, { number: ancestor })
  const commands = sent.map(({ id, payload, blockNumber, blockHash }): NewChainCommand => {
    const of = fromCanonical(payload) as Extract<ChainCommand, { kind: 'Dropped' }>['of']
    return { commandKey: `dropped/${id}`, kind: 'Dropped', payload: toCanonical({ kind: 'Dropped', of }), blockNumber, blockHash }
  })
  await dropBlocksAfter(tx, { number: ancestor })
  await insertChainCommands(tx, commands)
  const next = { head, finalNumber: state.finalNumber < ancestor ? state.finalNumber : ancestor, reorgs: state.reorgs + 1n }
  await saveCheckpoint(tx, { headNumber: head.number, headHash: head.hash, finalNumber: next.finalNumber, reorgs: next.reorgs })
  await notify(tx, ['projections'])
  return next
}
