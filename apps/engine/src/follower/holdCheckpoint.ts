import { lockCheckpoint, type Queryable } from '@infinitio/db'
import type { FollowerState } from './followerState.ts'

/** Another follower has written since our last write: the checkpoint in the database is not the one that we wrote. */
export class FollowerOvertaken extends Error {
  override name = 'FollowerOvertaken'
}

/**
 * Locks the checkpoint until the transaction ends. Throws FollowerOvertaken if the checkpoint is not the one that we wrote last. If two followers wrote
 * alternately, they would count reorgs and finality twice, and no later follower could continue from their rows.
 */
export async function holdCheckpoint(tx: Queryable, { head, finalNumber, reorgs }: FollowerState): Promise<void> {
  const stored = await lockCheckpoint(tx)
  if (stored === null && head === null) return
  const isOurs = stored?.headHash === head?.hash && stored?.finalNumber === finalNumber && stored?.reorgs === reorgs
  if (!isOurs) throw new FollowerOvertaken(`the checkpoint is at ${stored?.headHash}, ours at ${head?.hash}: another follower writes`)
}
