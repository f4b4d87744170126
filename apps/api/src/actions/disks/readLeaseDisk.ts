import { findDiskRestore, findLeaseMove, findLeaseMoveFacts, listDiskSnapshots, movedLeaseOf, readStoredBytes } from '@infinitio/db'
import { type Address, isRefusal, type Refusal, snapshotPartBytes } from '@infinitio/domain'
import type { LeaseDiskWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeMove } from './moves.ts'
import { describeSnapshot } from './snapshots.ts'
import { findOwnLease } from '../leases/findOwnLease.ts'

const daySeconds = 86_400

/**
 * Returns a lease's snapshots, the snapshot from which its disk started, and its newest move to another machine. Only for the account that booked the lease and
 * still holds it. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`.
 */
export async function readLeaseDisk(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<LeaseDiskWire | Refusal> {
  const { db, snapshots } = services
  const own = await findOwnLease(services, { account, leaseId, act: 'seeDisk' })
  if (isRefusal(own)) return own
  if (own.row.renter !== account) return { rejected: 'lease.not_holder' }
  const { bidHash, leaseId: number } = own.row
  const lease = { bidHash, leaseId: number }
  const [rows, restore, newest, movedTo, accountBytes] = await Promise.all([
    listDiskSnapshots(db, { account, lease }),
    findDiskRestore(db, lease),
    findLeaseMove(db, lease),
    movedLeaseOf(db, { leaseId: own.row.leaseId }),
    readStoredBytes(db, { account, partBytes: snapshotPartBytes }),
  ])
  const move = newest === null ? null : await findLeaseMoveFacts(db, { moveId: newest.moveId })
  return {
    available: snapshots.store !== null,
    snapshots: rows.map(describeSnapshot),
    restore:
      restore === null || restore.account !== account
        ? null
        : { snapshotId: restore.snapshotId, state: restore.state, percent: restore.percent, code: restore.code },
    move: move === null || move.account !== account ? null : describeMove(move),
    movedTo: movedTo === own.row.leaseId ? null : movedTo.toString(),
    keptDays: Math.ceil(snapshots.keptSeconds / daySeconds),
    accountBytes,
    mostAccountBytes: snapshots.mostAccountBytes,
  }
}
