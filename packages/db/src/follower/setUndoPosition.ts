import type { Queryable } from '../client/queryable.ts'

/** Where in the chain a change of a projection comes from. */
export interface ChainPosition {
  blockNumber: bigint
  logIndex: number
}

/**
 * Says, until the transaction ends or it is called again, which log the following projection changes belong to; their
 * before images are recorded under it by triggers. Null records nothing (while undoing). A change without it throws.
 */
export async function setUndoPosition(tx: Queryable, position: ChainPosition | null): Promise<void> {
  const text = position === null ? 'undo' : `${position.blockNumber}/${position.logIndex}`
  await tx.query("select set_config('infinitio.position', $1, true)", [text])
}
