import type { ChainEvent } from '@infinitio/chain'
import {
  type ChainLogRow,
  finalizeBlock,
  insertBlocks,
  insertChainCommands,
  insertChainLogs,
  type NewChainCommand,
  notify,
  pruneUndo,
  type Queryable,
  saveCheckpoint,
  setUndoPosition,
} from '@infinitio/db'
import { type CanonicalValue, canonicalJson, unixSeconds } from '@infinitio/domain'
import { type ChainCommand, toCanonical } from '@infinitio/matching'
import type { FollowerState } from './followerState.ts'
import { eventCommand } from './eventCommand.ts'
import { projectEvent } from './projectEvent.ts'
import { UNDO_DEPTH_BLOCKS } from './undoDepthBlocks.ts'

/** One log of a followed contract, decoded. */
export interface ReadLog {
  logIndex: number
  txHash: string
  contract: string
  event: ChainEvent
}

/** A block of the chain with the logs of our contracts in it, in order. */
export interface ReadBlock {
  number: bigint
  hash: string
  parentHash: string
  timestamp: bigint
  logs: readonly ReadLog[]
}

/**
 * Stores blocks that follow the head, in one transaction: blocks, logs, projections, and the commands for the matcher, which
 * gets `Block`, then what earlier blocks give now that they are final, then what this block takes. Returns the new state.
 */
export async function storeBlocks(
  tx: Queryable,
  state: FollowerState,
  { blocks, finalityBlocks }: { blocks: readonly ReadBlock[]; finalityBlocks: bigint },
): Promise<FollowerState> {
  const commands: NewChainCommand[] = []
  let { finalNumber } = state
  let head = state.head
  await insertBlocks(
    tx,
    blocks.map((block) => ({ ...block, final: false })),
  )
  for (const block of blocks) {
    const rows = await foldLogs(tx, block)
    const at = { blockNumber: block.number, blockHash: block.hash }
    commands.push(blockCommand(block, { final: false, reorgs: state.reorgs }))
    const finalUpTo = block.number - finalityBlocks
    const finalBefore = finalUpTo < block.number ? finalUpTo : block.number - 1n
    for (; finalNumber < finalBefore; finalNumber += 1n) commands.push(...(await finalize(tx, finalNumber + 1n, state)))
    for (const row of rows) if (row.atHead && row.command !== null) commands.push(logCommand(row, { ...at, reorgs: state.reorgs, moment: 'head' }))
    for (; finalNumber < finalUpTo; finalNumber += 1n) commands.push(...(await finalize(tx, finalNumber + 1n, state)))
    head = block
  }
  if (head === null) throw new Error('no block was given to store')
  await insertChainCommands(tx, commands)
  await saveCheckpoint(tx, { headNumber: head.number, headHash: head.hash, finalNumber, reorgs: state.reorgs })
  if (finalNumber > UNDO_DEPTH_BLOCKS) await pruneUndo(tx, { upToNumber: finalNumber - UNDO_DEPTH_BLOCKS })
  await notify(tx, ['projections'])
  return { head, finalNumber, reorgs: state.reorgs }
}

async function foldLogs(tx: Queryable, block: ReadBlock): Promise<ChainLogRow[]> {
  const rows: ChainLogRow[] = []
  for (const { logIndex, txHash, contract, event } of block.logs) {
    await setUndoPosition(tx, { blockNumber: block.number, logIndex })
    await projectEvent(tx, event, { blockNumber: block.number, logIndex, txHash, timestamp: block.timestamp })
    const told = eventCommand(event, { blockTimestamp: unixSeconds(block.timestamp) })
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
  await insertChainLogs(tx, rows)
  return rows
}

async function finalize(tx: Queryable, number: bigint, { reorgs }: FollowerState): Promise<NewChainCommand[]> {
  const { block, commands } = await finalizeBlock(tx, { number })
  const gives = commands.map((row) => logCommand(row, { blockNumber: number, blockHash: block.hash, reorgs, moment: 'finality' }))
  return [blockCommand(block, { final: true, reorgs }), ...gives]
}

function blockCommand(
  block: Pick<ReadBlock, 'number' | 'hash' | 'timestamp'>,
  { final, reorgs }: { final: boolean; reorgs: bigint },
): NewChainCommand {
  const command: ChainCommand = { kind: 'Block', number: Number(block.number), hash: block.hash, timestamp: unixSeconds(block.timestamp), final }
  const commandKey = `${final ? 'final' : 'block'}/${block.hash}/${reorgs}`
  return { commandKey, kind: 'Block', payload: toCanonical(command), blockNumber: block.number, blockHash: block.hash }
}

type LogMoment = { blockNumber: bigint; blockHash: string; reorgs: bigint; moment: 'head' | 'finality' }

function logCommand(
  { logIndex, name, command }: { logIndex: number; name: string; command: string | null },
  { blockNumber, blockHash, reorgs, moment }: LogMoment,
): NewChainCommand {
  if (command === null) throw new Error(`log ${blockHash}/${logIndex} has no command`)
  return { commandKey: `${moment}/${blockHash}/${logIndex}/${reorgs}`, kind: name, payload: command, blockNumber, blockHash }
}
