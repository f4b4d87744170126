import type { NewChainCommand, UnfinalBlock } from '@infinitio/db'
import { unixSeconds } from '@infinitio/domain'
import { type ChainCommand, toCanonical } from '@infinitio/matching'

type BlockOf = Pick<UnfinalBlock, 'number' | 'hash' | 'timestamp'>

/** Tells the matcher that a block became the head, or final. `reorgs` makes the key new when the same block comes back. */
export function blockCommand(block: BlockOf, { final, reorgs }: { final: boolean; reorgs: bigint }): NewChainCommand {
  const command: ChainCommand = { kind: 'Block', number: Number(block.number), hash: block.hash, timestamp: unixSeconds(block.timestamp), final }
  const commandKey = `${final ? 'final' : 'block'}/${block.hash}/${reorgs}`
  return { commandKey, kind: 'Block', payload: toCanonical(command), blockNumber: block.number, blockHash: block.hash }
}

/** Where a log stands and when its command is told. */
export type LogMoment = { block: BlockOf; reorgs: bigint; moment: 'head' | 'finality' }

/** Tells the matcher what a log says. */
export function logCommand(
  { logIndex, name, command }: { logIndex: number; name: string; command: string },
  { block, reorgs, moment }: LogMoment,
): NewChainCommand {
  const commandKey = `${moment}/${block.hash}/${logIndex}/${reorgs}`
  return { commandKey, kind: name, payload: command, blockNumber: block.number, blockHash: block.hash }
}

/** Tells the matcher that a block is final and what its logs give now. */
export function finalCommands(block: UnfinalBlock, reorgs: bigint): NewChainCommand[] {
  const gives = block.commands.map((row) => logCommand(row, { block, reorgs, moment: 'finality' }))
  return [blockCommand(block, { final: true, reorgs }), ...gives]
}
