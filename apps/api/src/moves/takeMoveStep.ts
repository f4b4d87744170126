import { randomUUID } from 'node:crypto'
import {
  advanceLeaseMove,
  deleteMoveCopy,
  findLiveLease,
  insertDiskSnapshot,
  type LeaseMoveFacts,
  type LeaseMoveStep,
  type Queryable,
  saveDiskRestore,
  switchLeaseNames,
  updateDiskRestore,
} from '@infinitio/db'
import { assert, errorTable, isErrorCode, isRefusal } from '@infinitio/domain'
import { placeOrderWire, relayRequestWire, snapshotOrderWire } from '@infinitio/domain/wire'
import { placeOrder } from '../actions/orders/placeOrders.ts'
import { placeRelay } from '../actions/relays/placeRelay.ts'
import { readRelay } from '../actions/relays/readRelay.ts'
import type { Services } from '../services/services.ts'
import { type MoveAction, moveStep } from './moveStep.ts'

/**
 * Performs the next step of a lease's move to another machine. A step either stores its result in the same transaction or can safely be repeated, so that a
 * later call can continue after a crash at any point. Throws if the database or the chain is not reachable.
 */
export async function takeMoveStep(services: Services, move: LeaseMoveFacts): Promise<void> {
  const action = moveStep(move)
  if (action.kind === 'wait') return
  const { moveId, leaseId, state } = move
  services.logger.info({ moveId, leaseId, state, action: action.kind, ...('code' in action ? { code: action.code } : {}) }, 'a step of a move')
  await act(services, move, action)
}

async function act(services: Services, move: LeaseMoveFacts, action: Exclude<MoveAction, { kind: 'wait' }>): Promise<void> {
  const advance = (step: LeaseMoveStep, db: Queryable = services.db) => advanceLeaseMove(db, { moveId: move.moveId, from: move.state, step })
  switch (action.kind) {
    case 'placeOrder': {
      const placed = await placeOrder(services, placeOrderWire.parse(JSON.parse(move.orderJson)), { caller: 'moves' })
      // If the refusal is temporary, the next run tries again. The order cannot be accepted twice.
      if (isRefusal(placed) && !errorTable[placed.rejected].retry) await fail(services, move, placed.rejected)
      return
    }
    case 'started':
      return void (await advance({ to: 'starting' }))
    case 'requestSnapshot':
      return requestSnapshot(services, move)
    case 'handOver':
      return services.db.transaction(async (tx) => {
        if (!(await advance({ to: 'restoring' }, tx))) return
        // `snapshotJson` is null if the move uses an older snapshot. Then the renter has already sent that snapshot's encrypted key with the request.
        if (move.snapshotJson === null) return
        const { newBidHash: bidHash, account, snapshotId, snapshotKey: sealedKey } = move
        await saveDiskRestore(tx, { bidHash, leaseId: null, account, snapshotId, sealedKey })
      })
    case 'restored':
      return void (await advance({ to: 'switching' }))
    case 'switchNames':
      await services.db.transaction(async (tx) => {
        if (!(await advance({ to: 'ending' }, tx))) return
        assert(move.newLeaseId !== null, 'names go to a lease that is restored')
        await switchLeaseNames(tx, { bidHash: move.bidHash, leaseId: move.leaseId, toBidHash: move.newBidHash, toLeaseId: move.newLeaseId })
        await dropCopy(tx, move)
      })
      services.hub.wake()
      return
    case 'endOld': {
      const relay = await placeRelay(services, relayRequestWire.parse(JSON.parse(move.endJson)), { caller: 'moves' })
      if (!isRefusal(relay)) return void (await advance({ to: 'ending', endRelay: relay.relayId }))
      if (!errorTable[relay.rejected].retry) await advance({ to: 'done', oldEnded: relay.rejected === 'lease.over', code: notEnded(relay.rejected) })
      return
    }
    case 'followEnd': {
      const relay = await readRelay(services, { relayId: action.relayId })
      if (!isRefusal(relay) && relay.state === 'failed') await advance({ to: 'done', oldEnded: false, code: relay.code ?? 'api.internal' })
      return
    }
    case 'done':
      return void (await advance({ to: 'done', oldEnded: true, code: null }))
    case 'cancelled':
      return void (await advance({ to: 'cancelled' }))
    case 'fail':
      return fail(services, move, action.code)
  }
}

/** Requests the snapshot for a move. In the same transaction, stores that it was requested, so that a move never makes two snapshots. */
async function requestSnapshot({ db, snapshots }: Services, move: LeaseMoveFacts): Promise<void> {
  const { snapshotJson, account, leaseId, bidHash } = move
  assert(snapshotJson !== null, 'a move that copies has a signed order for it')
  const order = snapshotOrderWire.parse(JSON.parse(snapshotJson))
  await db.transaction(async (tx) => {
    const lease = await findLiveLease(tx, { leaseId })
    // The lease has ended in the meantime. Do nothing: the next run will notice that.
    if (lease?.bidHash !== bidHash) return
    const { nodeId } = lease
    const snapshotId = randomUUID()
    const wanted = { snapshotId, account, leaseId, bidHash, nodeId, renterKey: order.renterKey, orderJson: snapshotJson }
    // The renter has already requested a snapshot of this lease. Do nothing now; a later run continues when that snapshot is done.
    if (!(await insertDiskSnapshot(tx, { ...wanted, keptSeconds: snapshots.keptSeconds }))) return
    const isTaken = await advanceLeaseMove(tx, { moveId: move.moveId, from: 'starting', step: { to: 'copying', snapshotId } })
    if (!isTaken) throw new Error(`somebody else took a step of move ${move.moveId}`)
  })
}

async function fail(services: Services, move: LeaseMoveFacts, code: string): Promise<void> {
  await services.db.transaction(async (tx) => {
    if (!(await advanceLeaseMove(tx, { moveId: move.moveId, from: move.state, step: { to: 'failed', code } }))) return
    await updateDiskRestore(tx, {
      bidHash: move.newBidHash,
      leaseId: null,
      update: { state: 'failed', code: isErrorCode(code) ? code : 'api.internal' },
    })
    await dropCopy(tx, move)
  })
}

/**
 * Deletes the snapshot that was made for this move, unless it is complete and the renter can decrypt it. Does not delete an older snapshot that the renter
 * selected for the move.
 */
async function dropCopy(tx: Queryable, { snapshotJson, snapshotId }: LeaseMoveFacts): Promise<void> {
  if (snapshotJson !== null && snapshotId !== null) await deleteMoveCopy(tx, { snapshotId })
}

function notEnded(code: string): string | null {
  return code === 'lease.over' ? null : code
}
