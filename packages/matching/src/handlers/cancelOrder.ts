import type { Address, ErrorCode, OrderHash } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { bySeq } from '../book/bySeq.ts'
import { isBid } from '../book/storedBid.ts'
import { releaseHoldsOn } from '../book/liveHold.ts'
import { settleAsk, shutAsk } from '../book/openAsks.ts'
import { endRest, gpusToGo } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { LeaveReason } from '../events/bookEvent.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

/** Cancels an open order for its owner. Ends live holds (reservations) on an ask. Existing matches continue. */
export function cancelOrder(turn: Turn, { orderHash, by }: Extract<ApiCommand, { kind: 'CancelOrder' }>): void {
  const record = knownOrder(turn.book, orderHash)
  const code = cancelRefusal(record, by)
  if (code !== null) turn.emit({ kind: 'CancelRejected', orderHash, code })
  else if (record !== undefined) takeOut(turn, record, 'owner')
}

/** Returns an order in the book, open or not. */
export function knownOrder({ asks, bids }: Book, orderHash: OrderHash): AskRecord | BidRecord | undefined {
  return asks.get(orderHash) ?? bids.get(orderHash)
}

/** Cancels all open orders of an account, or only its bids or only its asks, oldest first. */
export function cancelAll(turn: Turn, { account, side }: Extract<ApiCommand, { kind: 'CancelAll' }>): void {
  const { book } = turn
  const record = book.accounts.get(account)
  if (record === undefined) return
  const dormant = [...record.dormantAsks].filter(({ state }) => state === 'replaced')
  const asks = side === 'bids' ? [] : [...(book.nodesOfProvider.get(account) ?? []).flatMap((node) => node.asks), ...dormant]
  const bids = side === 'asks' ? [] : record.bids
  for (const order of [...asks, ...bids].sort(bySeq)) takeOut(turn, order, 'owner')
}

/** Cancels, oldest first, the open orders that a connection placed with the request to cancel them when it closes. */
export function cancelSession(turn: Turn, session: string): void {
  const orders = [...(turn.book.sessions.get(session) ?? [])]
  for (const order of orders.sort(bySeq)) takeOut(turn, order, 'session')
}

/** Returns why an account cannot cancel an order, or null if it can. */
export function cancelRefusal(record: AskRecord | BidRecord | undefined, by: Address): ErrorCode | null {
  if (record === undefined) return 'order.unknown'
  if (isBid(record)) {
    if (record.renter !== by) return 'order.not_owner'
    if (record.state === 'resting' && gpusToGo(record) > 0) return null
    return record.firstMatch !== null ? 'order.already_matched' : 'order.not_open'
  }
  if (record.provider !== by) return 'order.not_owner'
  return record.state === 'open' || record.state === 'replaced' ? null : 'order.not_open'
}

/** Removes an open ask, a resting bid, or a replaced ask that remains because of its holds (reservations). */
export function takeOut(turn: Turn, record: AskRecord | BidRecord, reason: LeaveReason): void {
  const { book, emit } = turn
  if (isBid(record)) {
    if (!endRest(book, record)) return
  } else if (record.state === 'open') shutAsk(book, record, 'cancelled')
  else settleAsk(book, record, 'cancelled')
  emit({ kind: 'OrderCancelled', orderHash: record.orderHash, reason })
  if (!isBid(record)) releaseHoldsOn(turn, record.orderHash, 'order.ask_gone')
}
