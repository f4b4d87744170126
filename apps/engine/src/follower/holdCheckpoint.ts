import { lockCheckpoint, type Queryable } from '@infinitio/db'
import type { FollowerState } from './followerState.ts'

/** Another follower wrote since we last did: where we think we stand is not where the rows stand. */
export class FollowerOvertaken extends Error {
  override name = 'FollowerOvertaken'
}

/**
 * Holds the checkpoint until the transaction ends, if it still says what we last wrote. Throws FollowerOvertaken otherwise: two followers
 * that write in turn from what each remembers would number reorgs and finality twice, and no later one could go on from there.
 */
export async function holdCheckpoint(tx: Queryable, { head, finalNumber, reorgs }: FollowerState): Promise<void> {
  const stored = await lockCheckpoint(tx)
  if (stored === null && head === null) return
  const isOurs = stored?.headHash === head?.hash && stored?.finalNumber === finalNumber && stored?.reorgs === reorgs
  if (!isOurs) throw new FollowerOvertaken(`the checkpoint is at ${stored?.headHash}, ours at ${head?.hash}: another follower writes`)
}
