// The progress of the follower (the process that copies the chain into the database) and the health of the chain. The follower (role infinitio_follower) writes
// the table `follower_checkpoint`.
import { rowOf, type RowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

const checkpointRow = rowOf({
  headNumber: tables.follower_checkpoint.head_number,
  headHash: tables.follower_checkpoint.head_hash,
  finalNumber: tables.follower_checkpoint.final_number,
  reorgs: tables.follower_checkpoint.reorgs,
})

/**
 * How far the follower (the process that copies the chain's events into Postgres) has applied the chain: the newest applied block (head), and the newest final
 * one. `reorgs` counts how often the follower dropped blocks.
 */
export type Checkpoint = RowOf<typeof checkpointRow>

/** Stores the checkpoint, and that the chain answers. Call it in the transaction that applied the blocks. */
export async function saveCheckpoint(tx: Queryable, { headNumber, headHash, finalNumber, reorgs }: Checkpoint): Promise<void> {
  await tx.query(
    `insert into follower_checkpoint (id, head_number, head_hash, final_number, chain_ok, chain_error, reorgs, updated_at)
     values (1, $1, $2, $3, true, null, $4, now())
     on conflict (id) do update set head_number = excluded.head_number, head_hash = excluded.head_hash, final_number = excluded.final_number,
       chain_ok = true, chain_error = null, reorgs = excluded.reorgs, updated_at = excluded.updated_at`,
    [headNumber, headHash, finalNumber, reorgs],
  )
}

const { chain_ok: chainOk, chain_error: chainError, updated_at: updatedAt } = tables.follower_checkpoint

const storedCheckpoint = statement(
  rowOf({ ...checkpointRow, chainOk, chainError, updatedAt }),
  `select head_number as "headNumber", head_hash as "headHash", final_number as "finalNumber", reorgs, chain_ok as "chainOk",
   chain_error as "chainError", updated_at as "updatedAt" from follower_checkpoint where id = 1`,
)

/** Returns the checkpoint with the chain's health, or null before the first block. Takes no lock. */
export async function readCheckpoint(db: Queryable): Promise<(Checkpoint & { chainOk: boolean; chainError: string | null; updatedAt: Date }) | null> {
  return storedCheckpoint.first(db, [])
}

const lockedCheckpoint = statement(
  checkpointRow,
  `select head_number as "headNumber", head_hash as "headHash", final_number as "finalNumber", reorgs
   from follower_checkpoint where id = 1 for update`,
)

/** Returns the checkpoint and locks it until the transaction ends; null before the first block. Index: follower_checkpoint (id). Locks its row. */
export async function lockCheckpoint(tx: Queryable): Promise<Checkpoint | null> {
  return lockedCheckpoint.first(tx, [])
}

/** Stores the chain's error or, if `error` is null, that the chain answers. Sends the notification `projections`. Stores nothing before the first block. */
export async function saveChainHealth(db: Queryable, { error }: { error: string | null }): Promise<void> {
  await db.query('update follower_checkpoint set chain_ok = $1::text is null, chain_error = $1::text, updated_at = now() where id = 1', [error])
  await notify(db, ['projections'])
}

/** Stores that the follower (the process that copies the chain) is alive. Index: follower_checkpoint (id). Locks its row. */
export async function touchFollower(db: Queryable): Promise<void> {
  await db.query('update follower_checkpoint set updated_at = now() where id = 1', [])
}

const chainWork = statement(
  rowOf({ busy: 'bool' }),
  "select exists (select from settlements where state = 'unsettled') or exists (select from transactions where state in ('stored', 'broadcast')) as busy",
)

/** Returns true if a match waits to settle or a transaction waits for a block, so that the chain should produce a block soon. Takes no lock. */
export async function hasChainWork(db: Queryable): Promise<boolean> {
  const { busy } = await chainWork.only(db, [])
  return busy
}
