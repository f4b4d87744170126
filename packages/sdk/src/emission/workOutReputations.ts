import { lastBlockBefore } from '@infinitio/chain'
import { economyParameters, pastsAt, type ReputationTree, reputationTree } from '@infinitio/economy'
import { refusal } from '../client/refusal.ts'
import type { EpochAccess } from './workOutEpoch.ts'

/**
 * What every provider's past weighed when an hour (Unix time divided by 3,600) ended, with the tree whose root validators sign under "reputation": the same for
 * whoever asks. `head` is a final block; null where nobody has a past. Throws `api.not_found` while the hour is not over by final blocks, and viem's errors.
 */
export async function workOutReputations(
  { client, events }: Pick<EpochAccess, 'client' | 'events'>,
  { epoch, head }: { epoch: bigint; head: bigint },
): Promise<ReputationTree | null> {
  const until = (epoch + 1n) * 3_600n
  const cut = await lastBlockBefore(client, { time: until, last: head })
  if (cut === null) throw refusal('api.not_found', { detail: `the hour ${epoch} is not over` })
  return reputationTree(pastsAt(await events.readTo(cut), { until }), economyParameters())
}
