import { randomUUID } from 'node:crypto'
import { insertDiskSnapshot, readStoredBytes } from '@infinitio/db'
import { type Address, isRefusal, type Refusal, snapshotPartBytes, zeroHex32 } from '@infinitio/domain'
import type { SnapshotOrderWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { checkSnapshotOrder } from './checkSnapshotOrder.ts'
import { findOwnLease } from '../leases/findOwnLease.ts'

/**
 * Asks the machine of a lease for a copy of its disk. Refuses with `snapshot.no_store`, `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.over`,
 * `lease.not_ready`, `lease.node_lost`, `snapshot.order_expired`, `move.mismatch`, `auth.signature_*`, `snapshot.quota_exceeded`, `snapshot.underway`.
 */
export async function requestSnapshot(
  services: Services,
  { account, leaseId, order }: { account: Address; leaseId: string; order: SnapshotOrderWire },
): Promise<{ snapshotId: string } | Refusal> {
  const { db, snapshots } = services
  if (snapshots.store === null) return { rejected: 'snapshot.no_store' }
  const own = await findOwnLease(services, { account, leaseId, act: 'copyDisk' })
  if (isRefusal(own)) return own
  const { row } = own
  // Who was given a lease is not whom its machine knows as its renter.
  if (row.renter !== account) return { rejected: 'lease.not_holder' }
  if (row.state === 'booked') return { rejected: 'lease.not_ready' }
  if (row.state !== 'active' || services.clock.read().now >= Number(row.endAt)) return { rejected: 'lease.over' }
  if (row.lostAt !== null) return { rejected: 'lease.node_lost' }
  if (order.leaseId !== leaseId || order.node !== zeroHex32 || order.renterKey === zeroHex32) return { rejected: 'move.mismatch' }
  const refusal = await checkSnapshotOrder(services, { order, account })
  if (refusal !== null) return refusal
  if ((await readStoredBytes(db, { account, partBytes: snapshotPartBytes })) >= snapshots.mostAccountBytes)
    return { rejected: 'snapshot.quota_exceeded' }
  const snapshotId = randomUUID()
  const isFirst = await db.transaction((tx) =>
    insertDiskSnapshot(tx, {
      ...{ snapshotId, account, leaseId: row.leaseId, bidHash: row.bidHash, nodeId: row.nodeId, renterKey: order.renterKey },
      ...{ orderJson: JSON.stringify(order), keptSeconds: snapshots.keptSeconds },
    }),
  )
  if (!isFirst) return { rejected: 'snapshot.underway' }
  services.logger.info({ snapshotId, leaseId }, 'a snapshot was asked for')
  return { snapshotId }
}
