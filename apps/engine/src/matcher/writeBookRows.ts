import { assertNever } from '@infinitio/domain'
import type { Book, BookCommand, BookEvent, HoldEvent, MatchEvent, NodeEvent, OrderEvent } from '@infinitio/matching'
import type { BookRows } from './bookRows.ts'
import { askRow, bidRow, rejectedOrderRow } from './orderRows.ts'
import { writeOrderStatus } from './writeOrderStatus.ts'

/** The part of an appended journal row that is needed to update the read model (the tables that show the order book). */
export interface Written {
  seq: bigint
  atMs: bigint
  command: BookCommand
  events: readonly BookEvent[]
}

/**
 * Collects the changes that the events of one command make in the read model (book_orders, book_reservations, holds, settlements, book_nodes). Returns true if
 * the table settlements has new work for the worker.
 */
export function writeBookRows(rows: BookRows, written: Written, book: Book): boolean {
  let hasSettlements = false
  for (const event of written.events) {
    switch (event.kind) {
      case 'AskPlaced':
      case 'AskRejected':
      case 'BidAccepted':
      case 'BidRejected':
      case 'BidRested':
      case 'DuplicateIgnored':
      case 'OrderCancelled':
      case 'CancelRejected':
      case 'OrderExpired':
      case 'AskRestored':
        writeOrder(rows, event, written, book)
        break
      case 'Matched':
      case 'Settled':
      case 'Unsettled':
      case 'Abandoned':
      case 'AccountRestricted':
      case 'AccountPaused':
        writeMatch(rows, event, { ...written, book })
        hasSettlements = true
        break
      case 'HoldPlaced':
      case 'HoldRejected':
      case 'HoldUsed':
      case 'HoldReleased':
      case 'ReleaseRejected':
      case 'HoldExpired':
        writeHold(rows, event, written)
        break
      case 'NodeHidden':
      case 'NodeShown':
        writeNode(rows, event)
        break
      case 'AccountBlocked':
      case 'AccountUnblocked':
        rows.saveAccount({ account: event.account, blocked: event.kind === 'AccountBlocked', updatedSeq: written.seq })
        break
      case 'ModeChanged':
        // A change of the book's mode changes none of these tables: it is written to matcher_status, in every transaction of the journal.
        break
      default:
        assertNever(event)
    }
  }
  return hasSettlements
}

function writeOrder(rows: BookRows, event: OrderEvent, written: Written, book: Book): void {
  const updatedSeq = written.seq
  switch (event.kind) {
    case 'AskPlaced':
      rows.addOrder(askRow(event, written, book))
      return
    case 'BidAccepted':
      rows.addOrder(bidRow(event, written))
      return
    case 'AskRejected':
    case 'BidRejected':
      rows.addOrder(rejectedOrderRow(event.code, written, book))
      return
    case 'BidRested':
      writeOrderStatus(rows, book, { orderHash: event.orderHash, state: 'open', code: null, updatedSeq })
      return
    case 'OrderCancelled':
      writeOrderStatus(rows, book, { orderHash: event.orderHash, state: 'cancelled', code: null, leftReason: event.reason, updatedSeq })
      return
    case 'OrderExpired':
      writeOrderStatus(rows, book, { orderHash: event.orderHash, state: 'expired', code: 'order.expired', updatedSeq })
      return
    case 'AskRestored':
      writeOrderStatus(rows, book, { orderHash: event.orderHash, state: 'open', code: null, updatedSeq })
      return
    case 'CancelRejected':
    case 'DuplicateIgnored':
      return
    default:
      assertNever(event)
  }
}

function writeMatch(rows: BookRows, event: MatchEvent, { seq: updatedSeq, atMs, book }: Written & { book: Book }): void {
  switch (event.kind) {
    case 'Matched':
      writeMatched(rows, event, { updatedSeq, atMs, book })
      return
    case 'Settled':
      writeOrderStatus(rows, book, { orderHash: event.bidHash, state: 'settled', code: null, leaseId: event.leaseId, updatedSeq })
      if (event.matchId === null) return
      rows.changeSettlement({ matchId: event.matchId, state: 'settled', code: null, leaseId: event.leaseId, updatedAtMs: atMs })
      rows.release(`match:${event.matchId}`)
      return
    case 'Unsettled': {
      const { bidHash: orderHash } = event
      // An event without a match id means that another engine had filled this bid and that the chain then dropped that fill. So no settlement of this engine
      // waits for this bid.
      if (event.matchId === null) {
        writeOrderStatus(rows, book, { orderHash, state: 'abandoned', code: 'order.settle_failed', leaseId: null, updatedSeq })
        return
      }
      writeOrderStatus(rows, book, { orderHash, state: 'matched', code: null, leaseId: null, updatedSeq })
      rows.changeSettlement({ matchId: event.matchId, state: 'unsettled', code: null, leaseId: null, updatedAtMs: atMs })
      rows.reserveAgain({ matchId: event.matchId, ...event.hours })
      return
    }
    case 'Abandoned':
      writeOrderStatus(rows, book, { orderHash: event.bidHash, state: 'abandoned', code: event.code, updatedSeq })
      rows.changeSettlement({ matchId: event.matchId, state: 'abandoned', code: event.code, leaseId: null, updatedAtMs: atMs })
      rows.release(`match:${event.matchId}`)
      return
    case 'AccountRestricted':
    case 'AccountPaused':
      return
    default:
      assertNever(event)
  }
}

function writeMatched(
  rows: BookRows,
  event: Extract<MatchEvent, { kind: 'Matched' }>,
  { updatedSeq, atMs, book }: { updatedSeq: bigint; atMs: bigint; book: Book },
): void {
  const { matchId, bidHash, node, renter, gpus, amount } = event
  writeOrderStatus(rows, book, { orderHash: bidHash, state: 'matched', code: null, matchId, updatedSeq })
  rows.addMatch({ event, atMs })
  rows.reserve({
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

function writeHold(rows: BookRows, event: HoldEvent, { atMs }: Written): void {
  const { holdId } = event
  switch (event.kind) {
    case 'HoldPlaced': {
      const { account, node, askHash, gpus, durationSeconds, funded, pricePerGpuSecond, amount } = event
      const hold = { holdId, account, nodeId: node, askHash, gpus, durationSeconds, funded, pricePerGpuSecond, amount }
      const expiresAtMs = BigInt(event.expiresAtMs)
      rows.addHold({ ...hold, state: 'held', code: null, expiresAtMs, createdAtMs: atMs })
      if (event.hours === null) return
      rows.reserve({ id: `hold:${holdId}`, kind: 'hold', nodeId: node, account, gpus, amount, ...event.hours, expiresAtMs })
      return
    }
    case 'HoldRejected': {
      const { account, askHash, gpus, durationSeconds, funded, code } = event
      const hold = { holdId, account, nodeId: null, askHash, gpus, durationSeconds, funded, pricePerGpuSecond: 0n, amount: 0n }
      rows.addHold({ ...hold, state: 'rejected', code, expiresAtMs: atMs, createdAtMs: atMs })
      return
    }
    case 'HoldUsed':
      rows.changeHold({ holdId, state: 'used', code: null })
      rows.release(`hold:${holdId}`)
      return
    case 'HoldReleased':
      rows.changeHold({ holdId, state: 'released', code: event.code })
      rows.release(`hold:${holdId}`)
      return
    case 'HoldExpired':
      rows.changeHold({ holdId, state: 'expired', code: 'hold.expired' })
      rows.release(`hold:${holdId}`)
      return
    case 'ReleaseRejected':
      return
    default:
      assertNever(event)
  }
}

function writeNode(rows: BookRows, event: NodeEvent): void {
  const code = event.kind === 'NodeHidden' ? event.code : null
  rows.saveNode({ nodeId: event.node, silent: event.kind === 'NodeHidden', code })
}
