import { lastBlockBefore, readClosedHolders } from '@infinitio/chain'
import { closedLeasesOf, closedSeconds, type ClosedTree, closedTree } from '@infinitio/economy'
import type { EpochAccess } from './openEpochAccess.ts'

/**
 * Calculates a Merkle tree over the leases that closed in the eight days before the end of an hour (`epoch` is Unix time divided by 3,600). Validators sign the
 * tree's root under the subject (topic) "closed". Every caller gets the same result. `head` is a final block. Returns null if there is no such lease, or while
 * `head` is before the end of the hour. Throws viem's errors.
 */
export async function workOutClosed(
  { client, contracts, events }: Pick<EpochAccess, 'client' | 'contracts' | 'events'>,
  { epoch, head }: { epoch: bigint; head: bigint },
): Promise<ClosedTree | null> {
  const until = (epoch + 1n) * 3_600n
  const cut = await lastBlockBefore(client, { time: until, last: head })
  if (cut === null) return null
  const { market, leaseToken } = contracts.addresses
  const from = (await lastBlockBefore(client, { time: until - closedSeconds, last: head })) ?? 0n
  const [recorded, holders] = await Promise.all([events.readTo(cut), readClosedHolders(client, { leaseToken, from, to: cut })])
  return closedTree(closedLeasesOf(recorded, { market, until, holders }))
}
