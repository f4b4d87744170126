import type { Queryable } from '../client/queryable.ts'
import type { Checkpoint } from './saveCheckpoint.ts'

/** The checkpoint with what the follower knows of the chain's health, or null before its first block. Takes no lock. */
export async function readCheckpoint(db: Queryable): Promise<(Checkpoint & { chainOk: boolean; chainError: string | null; updatedAt: Date }) | null> {
  const rows = await db.query<Checkpoint & { chainOk: boolean; chainError: string | null; updatedAt: Date }>(
    `select head_number as "headNumber", head_hash as "headHash", final_number as "finalNumber", reorgs, chain_ok as "chainOk",
       chain_error as "chainError", updated_at as "updatedAt" from follower_checkpoint where id = 1`,
    [],
  )
  return rows[0] ?? null
}
