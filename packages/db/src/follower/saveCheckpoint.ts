import type { Queryable } from '../client/queryable.ts'

/** How far the follower has applied the chain. `reorgs` counts the times it dropped blocks. */
export interface Checkpoint {
  headNumber: bigint
  headHash: string
  finalNumber: bigint
  reorgs: bigint
}

/** Stores the checkpoint and that the chain answers. Part of the transaction that applied the blocks. */
export async function saveCheckpoint(tx: Queryable, { headNumber, headHash, finalNumber, reorgs }: Checkpoint): Promise<void> {
  await tx.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, chain_error, reorgs, updated_at)
     values (1, $1, $2, $3, true, null, $4, now())
     on conflict (id) do update set head_number = excluded.head_number, head_hash = excluded.head_hash, final_number = excluded.final_number,
       chain_ok = true, chain_error = null, reorgs = excluded.reorgs, updated_at = excluded.updated_at`,
    [headNumber, headHash, finalNumber, reorgs],
  )
}
