import { findDiskRestore, findDiskSnapshot, findOrderProgress, saveDiskRestore } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { RestoreRequestWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

/**
 * Says what the disk of the lease that a bid makes begins with: before the bid is placed, so that its machine waits with the start script, and again with
 * the key as soon as the machine is known. Refuses with `snapshot.no_store`, `snapshot.unknown`, `snapshot.not_stored`, `snapshot.lease_settled`.
 */
export async function requestRestore(
  { db, snapshots }: Services,
  { account, bidHash, request }: { account: Address; bidHash: string; request: RestoreRequestWire },
): Promise<null | Refusal> {
  if (snapshots.store === null) return { rejected: 'snapshot.no_store' }
  const snapshot = await findDiskSnapshot(db, { snapshotId: request.snapshotId })
  if (snapshot === null || snapshot.account !== account) return { rejected: 'snapshot.unknown' }
  if (snapshot.state !== 'stored') return { rejected: 'snapshot.not_stored' }
  const before = await findDiskRestore(db, { bidHash })
  if (before === null && (await findOrderProgress(db, { orderHash: bidHash })).leaseId !== null) return { rejected: 'snapshot.lease_settled' }
  const sealedKey = request.sealedKey === null ? null : JSON.stringify(request.sealedKey)
  const saved = await saveDiskRestore(db, { bidHash, account, snapshotId: request.snapshotId, sealedKey })
  return saved ? null : { rejected: 'snapshot.lease_settled' }
}
