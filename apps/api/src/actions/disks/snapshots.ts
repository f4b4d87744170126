import { randomUUID } from 'node:crypto'
import {
  type Address,
  hashSnapshotOrder,
  hex32,
  isErrorCode,
  isRefusal,
  leaseId as brandLeaseId,
  nodeId,
  type Refusal,
  snapshotPartBytes,
  unixSeconds,
  zeroHex32,
} from '@infinitio/domain'
import { type RestoreRequestWire, sealedKeyWire, type SnapshotOrderWire, type SnapshotWire } from '@infinitio/domain/wire'
import {
  type DiskSnapshotRow,
  findDiskSnapshot,
  findLiveLease,
  findOrderProgress,
  hasDiskRestore,
  insertDiskSnapshot,
  readStoredBytes,
  saveDiskRestore,
} from '@infinitio/db'
import type { Services } from '../../services/services.ts'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import { findOwnLease } from '../leases/findOwnLease.ts'

const mostLifeSeconds = 90_000

/**
 * Checks an order to copy a lease's disk: this account must have signed it, and it must be valid now. Returns null if so, else the refusal
 * `snapshot.order_expired` or `auth.signature_*`.
 */
export async function checkSnapshotOrder(
  services: Services,
  { order, account }: { order: SnapshotOrderWire; account: Address },
): Promise<Refusal | null> {
  const { chainId, addresses } = await services.facts.read()
  const { now } = services.clock.read()
  if (order.expiry <= now || order.expiry > now + mostLifeSeconds) return { rejected: 'snapshot.order_expired' }
  const wish = {
    leaseId: brandLeaseId(BigInt(order.leaseId)),
    renterKey: hex32(order.renterKey),
    node: nodeId(order.node),
    nodeKey: hex32(order.nodeKey),
    expiry: unixSeconds(BigInt(order.expiry)),
  }
  const domain = { chainId, market: addresses.market }
  const signed = checkSignedOrder((at) => hashSnapshotOrder(wish, at), { signer: account, signature: order.signature, domain })
  return isRefusal(signed) ? signed : null
}

/** Converts a snapshot's row into the form in which the API shows it to the owner of the snapshot. Pure. */
export function describeSnapshot(row: DiskSnapshotRow): SnapshotWire {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)
  return {
    snapshotId: row.snapshotId,
    leaseId: row.leaseId.toString(),
    node: row.nodeId,
    state: row.state,
    code: row.code === null || isErrorCode(row.code) ? row.code : 'api.internal',
    renterKey: row.renterKey,
    sealedKey: row.renterSealed === null ? null : sealedKeyWire.parse(JSON.parse(row.renterSealed)),
    storedBytes: Number(row.storedBytes),
    diskBytes: row.diskBytes === null ? null : Number(row.diskBytes),
    createdAt: seconds(row.createdAt),
    takenAt: row.takenAt === null ? null : seconds(row.takenAt),
    expiresAt: seconds(row.expiresAt),
  }
}

/**
 * Asks a lease's machine for a snapshot of the lease's disk. Rejects with `snapshot.no_store`, `lease.unknown`, `auth.forbidden`, `lease.not_holder`,
 * `lease.over`, `lease.not_ready`, `lease.node_lost`, `snapshot.order_expired`, `move.mismatch`, `auth.signature_*`, `snapshot.quota_exceeded`,
 * `snapshot.underway`.
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
  // The machine accepts as renter only the account that booked the lease, not an account that received the lease later.
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

/**
 * Stores the snapshot from which the disks of a bid's leases are restored. Called twice:
 * - before the bid is placed, so that each machine delays its start script
 * - when the machine is known, with the snapshot's key encrypted for that machine; once per lease (`leaseId`) if the bid made several
 *
 * Refuses with `snapshot.no_store`, `snapshot.unknown`, `snapshot.not_stored`, `snapshot.lease_settled`, `lease.unknown`.
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
