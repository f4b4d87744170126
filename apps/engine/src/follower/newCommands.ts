import type { NewChainCommand, UnfinalBlock } from '@infinitio/db'
import { unixSeconds } from '@infinitio/domain'
import { type ChainCommand, toCanonical } from '@infinitio/matching'

type BlockOf = Pick<UnfinalBlock, 'number' | 'hash' | 'timestamp'>

/** Returns the command for a block that became head or final. `reorgs` gives the command a new key if the same block returns after a reorg. */
export function blockCommand(block: BlockOf, { final, reorgs }: { final: boolean; reorgs: bigint }): NewChainCommand {
  const command: ChainCommand = { kind: 'Block', number: Number(block.number), hash: block.hash, timestamp: unixSeconds(block.timestamp), final }
  const commandKey = `${final ? 'final' : 'block'}/${block.hash}/${reorgs}`
  return { commandKey, kind: 'Block', payload: toCanonical(command), blockNumber: block.number, blockHash: block.hash }
}

/** The block of a log, and whether its command is sent at head or at finality. */
export type LogMoment = { block: BlockOf; reorgs: bigint; moment: 'head' | 'finality' }

/** Returns the command for a log. */
export function logCommand(
  { logIndex, name, command }: { logIndex: number; name: string; command: string },
  { block, reorgs, moment }: LogMoment,
): NewChainCommand {
  const commandKey = `${moment}/${block.hash}/${logIndex}/${reorgs}`
  return { commandKey, kind: name, payload: command, blockNumber: block.number, blockHash: block.hash }
}

/** Returns the commands for a final block: the block, then the commands of its logs that wait for finality. */
export function finalCommands(block: UnfinalBlock, reorgs: bigint): NewChainCommand[] {
  const gives = block.commands.map((row) => logCommand(row, { block, reorgs, moment: 'finality' }))
  return [blockCommand(block, { final: true, reorgs }), ...gives]
}
