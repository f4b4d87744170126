import {
  dropBlocksAfter,
  insertChainCommands,
  listCommandsAfterBlock,
  type NewChainCommand,
  notify,
  type Queryable,
  readBlock,
  saveCheckpoint,
} from '@infinitio/db'
import { type ChainCommand, fromCanonical, toCanonical } from '@infinitio/matching'
import type { FollowerState } from './followerState.ts'

/**
 * Drops every block above `ancestor` in one transaction. The projections get their earlier values back (before images), and the matcher gets a `Dropped`
 * command for each command from those blocks, newest first. Returns the new state. Throws if the ancestor is not a stored block.
 */
export async function dropBlocks(tx: Queryable, state: FollowerState, { ancestor }: { ancestor: bigint }): Promise<FollowerState> {
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
