import { randomUUID } from 'node:crypto'
import {
  cancelLeaseMove,
  deleteMoveCopy,
  findDiskSnapshot,
  findLeaseMove,
  findLeaseMoveFacts,
  insertLeaseMove,
  type LeaseDetailRow,
  type LeaseMoveFacts,
  saveDiskRestore,
  takeBackDiskRestore,
} from '@infinitio/db'
import { bidFromWire, type MoveRequestWire, type MoveWire, type RelayRequestWire } from '@infinitio/domain/wire'
import { type Address, cancelRefusal, hashBid, isRefusal, type Refusal, zeroHex32 } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import { checkLeaseSigner } from '../relays/checkRelaySigner.ts'
import { findOwnLease } from '../leases/findOwnLease.ts'
import { checkSnapshotOrder } from './snapshots.ts'

/** Returns the state of a lease's move to another machine as the API shows it to the renter. Pure. */
export function describeMove(move: LeaseMoveFacts): MoveWire {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1_000)
  const hasSwitched = move.state === 'ending' || move.state === 'done'
  const newLease = move.newLeaseId?.toString() ?? null
  return {
    moveId: move.moveId,
    state: move.state,
    failedState: move.failedAt,
    failedAt: move.failedAt,
    code: move.code,
    fromLeaseId: move.leaseId.toString(),
    toLeaseId: newLease,
    snapshotId: move.snapshotId,
    percent: move.state === 'restoring' ? move.restorePercent : null,
    workingLeaseId: hasSwitched && newLease !== null ? newLease : move.leaseId.toString(),
    oldEnded: move.oldEnded,
    oldLost: move.oldLeaseLost,
    newOver: newLease === null || move.newLeaseLost || move.newLeaseState === 'ended' || move.newLeaseState === 'closed',
    startedAt: seconds(move.createdAt),
    updatedAt: seconds(move.updatedAt),
  }
}

/** The renter's signature that ends the old lease must be valid for at least this many seconds after the request. */
const leastEndLifeSeconds = 3_600

/**
 * Stores a renter's request to move a lease to another machine. The request contains three things: the order of the new lease; the source of the new disk,
 * which is a stored snapshot or the renter's signed order for a new one; and the renter's signed message that ends the old lease. A job then carries out the
 * move. After a refusal, nothing was ordered or paused. Refuses with `snapshot.no_store`, `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.over`,
 * `lease.not_ready`, `move.machine_lost`, `move.same_machine`, `move.mismatch`, `move.underway`, `snapshot.unknown`, `snapshot.not_stored`,
 * `snapshot.order_expired`, `lease.instruction_expired`, `auth.signature_*`.
 */
export async function placeMove(
  services: Services,
  { account, leaseId, request }: { account: Address; leaseId: string; request: MoveRequestWire },
): Promise<{ moveId: string; orderHash: string } | Refusal> {
  if (services.snapshots.store === null) return { rejected: 'snapshot.no_store' }
  const own = await findOwnLease(services, { account, leaseId, act: 'move' })
  if (isRefusal(own)) return own
  const { row } = own
  const standing = standingOf(row, { account, now: services.clock.read().now })
  if (standing !== null) return standing
  const { order, source } = request
  if (order.kind !== 'bid') return { rejected: 'move.mismatch', detail: 'order' }
  const { order: bid } = order
  if (bid.node === row.nodeId) return { rejected: 'move.same_machine' }
  if (bid.renter !== account || bid.node === zeroHex32 || bid.workloadHash !== row.workloadHash) return { rejected: 'move.mismatch', detail: 'order' }
  const data = await checkSource(services, { account, row, bidNode: bid.node, source })
  if (isRefusal(data)) return data
  const end = await checkEnd(services, { row, end: request.end })
  if (isRefusal(end)) return end
  const { chainId, addresses } = await services.facts.read()
  const newBidHash = hashBid(bidFromWire(bid), { chainId, market: addresses.market })
  const move = { moveId: randomUUID(), account, leaseId: row.leaseId, bidHash: row.bidHash, newBidHash, ...data }
  const isNew = await services.db.transaction(async (tx) => {
    const restore = { bidHash: newBidHash, leaseId: null, account, snapshotId: data.snapshotId, sealedKey: data.sealedKey }
    if (!(await insertLeaseMove(tx, { ...move, orderJson: JSON.stringify(order), endJson: JSON.stringify(request.end) }))) return false
    return saveDiskRestore(tx, restore)
  })
  if (!isNew) return { rejected: 'move.underway' }
  services.logger.info({ moveId: move.moveId, leaseId, orderHash: newBidHash }, 'a move was accepted')
  return { moveId: move.moveId, orderHash: newBidHash }
}

function standingOf(row: LeaseDetailRow, { account, now }: { account: Address; now: number }): Refusal | null {
  if (row.holder !== account || row.renter !== account) return { rejected: 'lease.not_holder' }
  if (row.state === 'booked') return { rejected: 'lease.not_ready' }
  // A lease that was lost with its machine can be moved, although the lease has ended.
  if (row.lostAt !== null) return null
  return row.state === 'active' && now < Number(row.endAt) ? null : { rejected: 'lease.over' }
}

type Data = { snapshotId: string | null; sealedKey: string | null; snapshotJson: string | null }

async function checkSource(
  services: Services,
  { account, row, bidNode, source }: { account: Address; row: LeaseDetailRow; bidNode: string; source: MoveRequestWire['source'] },
): Promise<Data | Refusal> {
  if (source.kind === 'snapshot') {
    const snapshot = await findDiskSnapshot(services.db, { snapshotId: source.snapshotId })
    if (snapshot === null || snapshot.account !== account) return { rejected: 'snapshot.unknown' }
    if (snapshot.state !== 'stored') return { rejected: 'snapshot.not_stored' }
    return { snapshotId: source.snapshotId, sealedKey: JSON.stringify(source.sealedKey), snapshotJson: null }
  }
  if (row.lostAt !== null) return { rejected: 'move.machine_lost' }
  const { snapshot } = source
  if (snapshot.leaseId !== row.leaseId.toString() || snapshot.node !== bidNode || snapshot.nodeKey === zeroHex32)
    return { rejected: 'move.mismatch', detail: 'snapshot' }
  const refusal = await checkSnapshotOrder(services, { order: snapshot, account })
  return refusal ?? { snapshotId: null, sealedKey: null, snapshotJson: JSON.stringify(snapshot) }
}

async function checkEnd(services: Services, { row, end }: { row: LeaseDetailRow; end: RelayRequestWire }): Promise<Address | Refusal> {
  if (end.kind !== 'end' || end.leaseId !== row.leaseId.toString()) return { rejected: 'move.mismatch', detail: 'end' }
  const { chainId, addresses } = await services.facts.read()
  const { now } = services.clock.read()
  if (end.expiry < now + leastEndLifeSeconds) return { rejected: 'lease.instruction_expired' }
  return checkLeaseSigner(end, row, { services, domain: { chainId, market: addresses.market }, now, caller: 'moves' })
}

/**
 * Cancels the newest move of a lease to another machine, if this account requested it. Deletes the snapshot that was made for the move, and the new disk starts
 * empty. The renter must end the new lease, if there is one. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `move.over`, `move.too_late`.
 */
export async function cancelMove(services: Services, { account, leaseId }: { account: Address; leaseId: string }): Promise<MoveWire | Refusal> {
  const { db, logger, hub } = services
  const own = await findOwnLease(services, { account, leaseId, act: 'cancelMove' })
  if (isRefusal(own)) return own
  const move = await findLeaseMove(db, own.row)
  if (move === null || move.account !== account) return { rejected: 'move.over' }
  const { moveId } = move
  const stopped = await db.transaction(async (tx) => {
    const row = await cancelLeaseMove(tx, { moveId })
    if (row === null) return null
    const { snapshotJson, snapshotId, newBidHash } = row
    // Do not delete a snapshot that the renter selected for the move, because it belongs to the renter.
    if (snapshotJson !== null && snapshotId !== null) await deleteMoveCopy(tx, { snapshotId })
    await takeBackDiskRestore(tx, { bidHash: newBidHash, code: 'move.cancelled' })
    return row
  })
  if (stopped !== null) logger.info({ moveId, leaseId, state: stopped.failedAt }, 'a move was cancelled')
  hub.wake()
  const now = await findLeaseMoveFacts(db, { moveId })
  return now === null ? { rejected: 'move.over' } : (cancelRefusal(now.state) ?? describeMove(now))
}
