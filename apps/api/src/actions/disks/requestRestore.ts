import { findDiskSnapshot, findLiveLease, findOrderProgress, hasDiskRestore, saveDiskRestore } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { RestoreRequestWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/**
 * Stores which snapshot the disks of a bid's leases begin with: before the bid is placed, so that each machine waits with the start script, and again with
 * the key as soon as the machine is known, for one lease (`leaseId`) when the bid made several. Refuses with `snapshot.no_store`, `snapshot.unknown`,
 * `snapshot.not_stored`, `snapshot.lease_settled`, `lease.unknown`.
 */
export async function requestRestore(
  { db, snapshots }: Services,
  { account, bidHash, request }: { account: Address; bidHash: string; request: RestoreRequestWire },
): Promise<null | Refusal> {
  if (snapshots.store === null) return { rejected: 'snapshot.no_store' }
  const snapshot = await findDiskSnapshot(db, { snapshotId: request.snapshotId })
  if (snapshot === null || snapshot.account !== account) return { rejected: 'snapshot.unknown' }
  if (snapshot.state !== 'stored') return { rejected: 'snapshot.not_stored' }
  const leaseId = request.leaseId === undefined ? null : BigInt(request.leaseId)
  if (leaseId !== null && (await findLiveLease(db, { leaseId }))?.bidHash !== bidHash) return { rejected: 'lease.unknown' }
  if (!(await hasDiskRestore(db, { bidHash })) && (await findOrderProgress(db, { orderHash: bidHash })).leaseId !== null)
    return { rejected: 'snapshot.lease_settled' }
  const sealedKey = request.sealedKey === null ? null : JSON.stringify(request.sealedKey)
  const saved = await saveDiskRestore(db, { bidHash, leaseId, account, snapshotId: request.snapshotId, sealedKey })
  return saved ? null : { rejected: 'snapshot.lease_settled' }
}
