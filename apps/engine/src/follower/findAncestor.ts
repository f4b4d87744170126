import { type ChainBlock, ChainContradiction } from '@infinitio/chain/node'
import { type Queryable, readBlock } from '@infinitio/db'
import type { ChainReader } from './chainReader.ts'
import type { FollowerState } from './followerState.ts'
import { undoDepth } from './undoDepth.ts'

/** The arguments of `findAncestor`: the database with the stored blocks, a reader of the chain, the setting START_BLOCK, and the newest block of the chain. */
export interface FindAncestorArgs {
  db: Queryable
  reader: ChainReader
  startBlock: bigint
  chainHead: ChainBlock
}

/**
 * Returns the number of the highest block that is both stored and on the chain. Finds it by binary search, which needs few reads. Throws ChainContradiction if
 * the chain node lacks a block below its own newest one. Also throws it if even the oldest block that the follower could undo is not on the node's chain: the
 * chain node then follows another chain or was reset.
 */
export async function findAncestor({ head, finalNumber }: FollowerState, { db, reader, startBlock, chainHead }: FindAncestorArgs): Promise<bigint> {
  if (head === null) return startBlock - 1n
  const isShared = async (number: bigint): Promise<boolean> => {
    const ours = number === head.number ? head : await readBlock(db, { number })
    if (ours === null) return false
    const theirs = number === chainHead.number ? chainHead : await reader.block(number)
    if (theirs === null) throw new ChainContradiction(`block ${number} is missing below the head`)
    return theirs.hash === ours.hash
  }
  const top = head.number < chainHead.number ? head.number : chainHead.number
  const undoable = finalNumber - undoDepth
  const lowest = undoable > startBlock ? undoable : startBlock
  let differs = top + 1n
  let shared = top
  for (let step = 1n; !(await isShared(shared)); step *= 2n) {
    if (shared <= lowest) throw new ChainContradiction('the chain shares no block with what is stored: it is another chain, or it was reset')
    differs = shared
    shared = shared - step > lowest ? shared - step : lowest
  }
  while (differs - shared > 1n) {
    const middle = (shared + differs) / 2n
    if (await isShared(middle)) shared = middle
    else differs = middle
  }
  return shared
}
