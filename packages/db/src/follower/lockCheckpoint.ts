import type { Queryable } from '../client/queryable.ts'
import type { Checkpoint } from './saveCheckpoint.ts'

/** The checkpoint, locked until the transaction ends, or null before the first block. Index: follower_checkpoint (id). Locks its row. */
export async function lockCheckpoint(tx: Queryable): Promise<Checkpoint | null> {
  const rows = await tx.query<Checkpoint>(
    `select head_number as "headNumber", head_hash as "headHash", final_number as "finalNumber", reorgs
     from follower_checkpoint where id = 1 for update`,
    [],
  )
  return rows[0] ?? null
}
