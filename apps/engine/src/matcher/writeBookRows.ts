import { assertNever } from '@infinitio/domain'
import {
  deleteReservation,
  insertBookOrder,
  insertHold,
  insertReservation,
  insertSettlement,
  type Queryable,
  readSignedOrders,
  saveBookAccount,
  saveBookNode,
  updateBookOrder,
  updateHold,
  updateSettlement,
} from '@infinitio/db'
import type { Book, BookCommand, BookEvent, HoldEvent, MatchEvent, NodeEvent, OrderEvent } from '@infinitio/matching'
import { askRow, bidRow, rejectedOrderRow } from './orderRows.ts'
import { settlementItem } from './settlementItem.ts'

/** One journal row's content, as the read model needs it. */
export interface Written {
  seq: bigint
  atMs: bigint
  command: BookCommand
  events: readonly BookEvent[]
}

/**
 * Brings the read model (book_orders, book_reservations, holds, settlements, book_nodes) up to the events of one command.
 * Returns true when the worker has something new to look at in settlements.
 */
export async function writeBookRows(tx: Queryable, written: Written, book: Book): Promise<boolean> {
  let hasSettlements = false
  for (const event of written.events) {
    switch (event.kind) {
      case 'AskPlaced':
      case 'AskRejected':
      case 'BidAccepted':
      case 'BidRejected':
      case 'DuplicateIgnored':
      case 'OrderCancelled':
      case 'CancelRejected':
      case 'OrderExpired':
      case 'AskRestored':
        await writeOrder(tx, event, written, book)
        break
      case 'Matched':
      case 'Settled':
      case 'Unsettled':
      case 'Abandoned':
      case 'AccountRestricted':
        await writeMatch(tx, event, written)
        hasSettlements = true
        break
      case 'HoldPlaced':
      case 'HoldRejected':
      case 'HoldUsed':
      case 'HoldReleased':
      case 'ReleaseRejected':
      case 'HoldExpired':
        await writeHold(tx, event, written)
        break
      case 'NodeHidden':
      case 'NodeShown':
        await writeNode(tx, event)
        break
      case 'AccountBlocked':
      case 'AccountUnblocked':
        await saveBookAccount(tx, { account: event.account, blocked: event.kind === 'AccountBlocked', updatedSeq: written.seq })
        break
      case 'ModeChanged':
        // The mode stands in matcher_status, which every journal transaction writes.
        break
      default:
        assertNever(event)
    }
  }
  return hasSettlements
}

async function writeOrder(tx: Queryable, event: OrderEvent, written: Written, book: Book): Promise<void> {
  const updatedSeq = written.seq
  switch (event.kind) {
    case 'AskPlaced':
      return insertBookOrder(tx, askRow(event, written, book))
    case 'BidAccepted':
      return insertBookOrder(tx, bidRow(event, written))
    case 'AskRejected':
    case 'BidRejected':
      return insertBookOrder(tx, rejectedOrderRow(event.code, written, book))
    case 'OrderCancelled':
      return updateBookOrder(tx, { orderHash: event.orderHash, state: 'cancelled', code: null, updatedSeq })
    case 'OrderExpired':
      return updateBookOrder(tx, { orderHash: event.orderHash, state: 'expired', code: 'order.expired', updatedSeq })
    case 'AskRestored':
      return updateBookOrder(tx, { orderHash: event.orderHash, state: 'open', code: null, updatedSeq })
    case 'CancelRejected':
    case 'DuplicateIgnored':
      return
    default:
      return assertNever(event)
  }
}

async function writeMatch(tx: Queryable, event: MatchEvent, { seq: updatedSeq, atMs }: Written): Promise<void> {
  switch (event.kind) {
    case 'Matched':
      return writeMatched(tx, event, { updatedSeq, atMs })
    case 'Settled':
      await updateBookOrder(tx, { orderHash: event.bidHash, state: 'settled', code: null, leaseId: event.leaseId, updatedSeq })
      if (event.matchId === null) return
      await updateSettlement(tx, { matchId: event.matchId, state: 'settled', code: null, leaseId: event.leaseId, updatedAtMs: atMs })
      return deleteReservation(tx, { id: `match:${event.matchId}` })
    case 'Unsettled': {
      const { bidHash: orderHash } = event
      // A fill from outside that the chain dropped: no match of ours waits for this bid.
      if (event.matchId === null)
        return updateBookOrder(tx, { orderHash, state: 'abandoned', code: 'order.settle_failed', leaseId: null, updatedSeq })
      await updateBookOrder(tx, { orderHash, state: 'matched', code: null, leaseId: null, updatedSeq })
      const subject = await updateSettlement(tx, { matchId: event.matchId, state: 'unsettled', code: null, leaseId: null, updatedAtMs: atMs })
      return insertReservation(tx, { id: `match:${event.matchId}`, kind: 'match', ...subject, ...event.hours, expiresAtMs: null })
    }
    case 'Abandoned':
      await updateBookOrder(tx, { orderHash: event.bidHash, state: 'abandoned', code: event.code, updatedSeq })
      await updateSettlement(tx, { matchId: event.matchId, state: 'abandoned', code: event.code, leaseId: null, updatedAtMs: atMs })
      return deleteReservation(tx, { id: `match:${event.matchId}` })
    case 'AccountRestricted':
      return
    default:
      return assertNever(event)
  }
}

async function writeMatched(
  tx: Queryable,
  event: Extract<MatchEvent, { kind: 'Matched' }>,
  { updatedSeq, atMs }: { updatedSeq: bigint; atMs: bigint },
): Promise<void> {
  const { matchId, askHash, bidHash, node, renter, gpus, amount } = event
  await updateBookOrder(tx, { orderHash: bidHash, state: 'matched', code: null, matchId, updatedSeq })
  const item = settlementItem(event, await readSignedOrders(tx, { askHash, bidHash }))
  await insertSettlement(tx, { matchId, askHash, bidHash, nodeId: node, account: renter, gpus, amount, item, createdAtMs: atMs })
  await insertReservation(tx, {
    id: `match:${matchId}`,
    kind: 'match',
    nodeId: node,
    account: renter,
    gpus,
    amount,
    ...event.hours,
    expiresAtMs: null,
  })
}

async function writeHold(tx: Queryable, event: HoldEvent, { atMs }: Written): Promise<void> {
  const { holdId } = event
  switch (event.kind) {
    case 'HoldPlaced': {
      const { account, node, askHash, gpus, durationSeconds, funded, pricePerGpuSecond, amount } = event
      const hold = { holdId, account, nodeId: node, askHash, gpus, durationSeconds, funded, pricePerGpuSecond, amount }
      const expiresAtMs = BigInt(event.expiresAtMs)
      await insertHold(tx, { ...hold, state: 'held', code: null, expiresAtMs, createdAtMs: atMs })
      if (event.hours === null) return
      return insertReservation(tx, { id: `hold:${holdId}`, kind: 'hold', nodeId: node, account, gpus, amount, ...event.hours, expiresAtMs })
    }
    case 'HoldRejected': {
      const { account, askHash, gpus, durationSeconds, funded, code } = event
      const hold = { holdId, account, nodeId: null, askHash, gpus, durationSeconds, funded, pricePerGpuSecond: 0n, amount: 0n }
      return insertHold(tx, { ...hold, state: 'rejected', code, expiresAtMs: atMs, createdAtMs: atMs })
    }
    case 'HoldUsed':
      await updateHold(tx, { holdId, state: 'used', code: null })
      return deleteReservation(tx, { id: `hold:${holdId}` })
    case 'HoldReleased':
      await updateHold(tx, { holdId, state: 'released', code: event.code })
      return deleteReservation(tx, { id: `hold:${holdId}` })
    case 'HoldExpired':
      await updateHold(tx, { holdId, state: 'expired', code: 'hold.expired' })
      return deleteReservation(tx, { id: `hold:${holdId}` })
    case 'ReleaseRejected':
      return
    default:
      return assertNever(event)
  }
}

function writeNode(tx: Queryable, event: NodeEvent): Promise<void> {
  const code = event.kind === 'NodeHidden' ? event.code : null
  return saveBookNode(tx, { nodeId: event.node, silent: event.kind === 'NodeHidden', code })
}
