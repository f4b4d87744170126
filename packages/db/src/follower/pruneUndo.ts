import type { Queryable } from '../client/queryable.ts'

/** Forgets the before images of blocks up to `upToNumber`: a reorg that deep can no longer be undone. Index: projection_undo (block_number). */
export async function pruneUndo(tx: Queryable, { upToNumber }: { upToNumber: bigint }): Promise<void> {
  await tx.query('delete from projection_undo where block_number <= $1', [upToNumber])
}
