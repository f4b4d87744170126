import { type ChainEvent, isLedgerEvent } from '@infinitio/chain'
import {
  type ChainLogRow,
  finalizeBlocks,
  insertBlocks,
  insertChainCommands,
  insertChainLogs,
  listUnfinalBlocks,
  type NewChainCommand,
  notify,
  pruneUndo,
  type Queryable,
  saveCheckpoint,
  type UnfinalBlock,
} from '@infinitio/db'
import { type CanonicalValue, canonicalJson, unixSeconds } from '@infinitio/domain'
import { type ChainCommand, toCanonical } from '@infinitio/matching'
import { eventCommand } from './eventCommand.ts'
import type { Fold } from './fold/fold.ts'
import { loadFold, saveFold } from './fold/folds.ts'
import type { FollowerState } from './followerState.ts'
import { projectEvent } from './projectEvent.ts'
import { undoDepth } from './undoDepth.ts'

/** One log of a followed contract, decoded. */
export interface ReadLog {
  logIndex: number
  txHash: string
  contract: string
  event: ChainEvent
}

/** A block of the chain with the logs of our contracts, in order. */
export interface ReadBlock {
  number: bigint
  hash: string
  parentHash: string
  timestamp: bigint
  logs: readonly ReadLog[]
}

/**
 * Stores the blocks after the last stored one, in one transaction with a fixed number of SQL statements: blocks, logs, projections and commands for the
 * matcher. For each block the matcher gets three things in this order: a `Block` command, the commands of earlier blocks that waited until those blocks became
 * final, and the commands of this block that need not wait. Returns the new state.
 */
export async function storeBlocks(
  tx: Queryable,
  state: FollowerState,
  { blocks, finalityBlocks }: { blocks: readonly ReadBlock[]; finalityBlocks: bigint },
): Promise<FollowerState> {
  const head = blocks.at(-1)
  if (head === undefined) throw new Error('no block was given to store')
  const { reorgs } = state
  const fold = await loadFold(
    tx,
    blocks.flatMap(({ logs }) => logs.map(({ event }) => event)),
  )
  const finalNumber = head.number - finalityBlocks > state.finalNumber ? head.number - finalityBlocks : state.finalNumber
  const waiting = await readWaiting(tx, state, finalNumber)
  const rows: ChainLogRow[] = []
  const commands: NewChainCommand[] = []
  for (const block of blocks) {
    const logs = await foldLogs(tx, fold, block)
    rows.push(...logs)
    waiting.push(unfinalBlock(block, logs))
    commands.push(blockCommand(block, { final: false, reorgs }))
    const finalUpTo = block.number - finalityBlocks
    commands.push(...takeFinal(waiting, finalUpTo < block.number ? finalUpTo : block.number - 1n, reorgs))
    commands.push(...headCommands(block, logs, reorgs))
    commands.push(...takeFinal(waiting, finalUpTo, reorgs))
  }
  await insertBlocks(
    tx,
    blocks.map((block) => ({ ...block, final: block.number <= finalNumber })),
  )
  if (state.head !== null) {
    const to = finalNumber < state.head.number ? finalNumber : state.head.number
    await finalizeBlocks(tx, { from: state.finalNumber + 1n, to })
  }
  await saveFold(tx, fold)
  await insertChainLogs(tx, rows)
  await insertChainCommands(tx, commands)
  await saveCheckpoint(tx, { headNumber: head.number, headHash: head.hash, finalNumber, reorgs })
  if (finalNumber > undoDepth) await pruneUndo(tx, { upToNumber: finalNumber - undoDepth })
  await notify(tx, ['projections'])
  return { head, finalNumber, reorgs }
}

/** Returns the stored blocks that become final once the new blocks, up to number `to`, are stored. */
async function readWaiting(tx: Queryable, { head, finalNumber: from }: FollowerState, to: bigint): Promise<UnfinalBlock[]> {
  if (head === null) return []
  return listUnfinalBlocks(tx, { from: from + 1n, to: to < head.number ? to : head.number })
}

/** Removes the blocks up to `number` from `waiting`, the list of blocks that are not final yet. Returns the matcher's commands of the removed blocks. */
function takeFinal(waiting: UnfinalBlock[], number: bigint, reorgs: bigint): NewChainCommand[] {
  const commands: NewChainCommand[] = []
  while (waiting[0] !== undefined && waiting[0].number <= number) commands.push(...finalCommands(waiting.shift() as UnfinalBlock, reorgs))
  return commands
}

function unfinalBlock({ number, hash, timestamp }: ReadBlock, logs: readonly ChainLogRow[]): UnfinalBlock {
  const commands = logs.flatMap(({ logIndex, name, command, atFinality }) => (command !== null && atFinality ? [{ logIndex, name, command }] : []))
  return { number, hash, timestamp, commands }
}

function headCommands(block: ReadBlock, logs: readonly ChainLogRow[], reorgs: bigint): NewChainCommand[] {
  return logs.flatMap(({ logIndex, name, command, atHead }) =>
    command !== null && atHead ? [logCommand({ logIndex, name, command }, { block, reorgs, moment: 'head' })] : [],
  )
}

async function foldLogs(tx: Queryable, fold: Fold, block: ReadBlock): Promise<ChainLogRow[]> {
  const rows: ChainLogRow[] = []
  for (const { logIndex, txHash, contract, event } of block.logs) {
    await projectEvent(tx, fold, { event, site: { blockNumber: block.number, logIndex, txHash, timestamp: block.timestamp } })
    const told = isLedgerEvent(event) ? null : eventCommand(event, { blockTimestamp: unixSeconds(block.timestamp) })
    rows.push({
      blockNumber: block.number,
      blockHash: block.hash,
      logIndex,
      txHash,
      contract,
      name: event.name,
      args: canonicalJson(event as unknown as CanonicalValue),
      command: told === null ? null : toCanonical(told.command),
      atHead: told?.when === 'head',
      atFinality: told?.when === 'finality',
    })
  }
  return rows
}

type BlockOf = Pick<UnfinalBlock, 'number' | 'hash' | 'timestamp'>

/**
 * Returns the `Block` command for a block that became the newest one, or that became final. If a block returns after a reorg, its command must be a new one, so
 * the command's key contains the number of reorgs.
 */
function blockCommand(block: BlockOf, { final, reorgs }: { final: boolean; reorgs: bigint }): NewChainCommand {
  const command: ChainCommand = { kind: 'Block', number: Number(block.number), hash: block.hash, timestamp: unixSeconds(block.timestamp), final }
  const commandKey = `${final ? 'final' : 'block'}/${block.hash}/${reorgs}`
  return { commandKey, kind: 'Block', payload: toCanonical(command), blockNumber: block.number, blockHash: block.hash }
}

/** The block of a log (event), and when the log's command is sent: when the block becomes the newest one, or when the block becomes final. */
type LogMoment = { block: BlockOf; reorgs: bigint; moment: 'head' | 'finality' }

/** Returns the matcher's command for a log. */
function logCommand(
  { logIndex, name, command }: { logIndex: number; name: string; command: string },
  { block, reorgs, moment }: LogMoment,
): NewChainCommand {
  const commandKey = `${moment}/${block.hash}/${logIndex}/${reorgs}`
  return { commandKey, kind: name, payload: command, blockNumber: block.number, blockHash: block.hash }
}

/** Returns the commands for a block that became final: first the `Block` command, then the commands that had to wait until the block was final. */
function finalCommands(block: UnfinalBlock, reorgs: bigint): NewChainCommand[] {
  const gives = block.commands.map((row) => logCommand(row, { block, reorgs, moment: 'finality' }))
  return [blockCommand(block, { final: true, reorgs }), ...gives]
}
