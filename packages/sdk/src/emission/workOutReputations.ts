import { lastBlockBefore } from '@infinitio/chain'
import { economyParameters, pastsAt, type ReputationTree, reputationTree } from '@infinitio/economy'
import type { EpochAccess } from './workOutEpoch.ts'

/**
 * What every provider's past weighed when an hour (Unix time divided by 3,600) ended, with the tree whose root validators sign under "reputation": the same for
 * whoever asks. `head` is a final block; null where nobody has a past, and while the hour is not over by that block. Throws viem's errors.
 */
export async function workOutReputations(
  { client, events }: Pick<EpochAccess, 'client' | 'events'>,
  { epoch, head }: { epoch: bigint; head: bigint },
): Promise<ReputationTree | null> {
  const until = (epoch + 1n) * 3_600n
  const cut = await lastBlockBefore(client, { time: until, last: head })
  // Not over, or over before the chain's first block.
  if (cut === null) return null
  return reputationTree(pastsAt(await events.readTo(cut), { until }), economyParameters())
}
