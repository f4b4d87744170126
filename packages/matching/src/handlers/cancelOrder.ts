import type { ErrorCode } from '@infinitio/domain'
import { shutAsk } from '../book/openAsks.ts'
import { releaseHoldsOn } from '../book/liveHold.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'

/** Takes an ask out of the book for its owner; live holds on it end. A bid that was judged has nothing left to cancel. */
export function cancelOrder(turn: Turn, { orderHash, by }: Extract<ApiCommand, { kind: 'CancelOrder' }>): void {
  const { book, emit } = turn
  const code = cancelRefusal(turn, { orderHash, by })
  if (code !== null) {
    emit({ kind: 'CancelRejected', orderHash, code })
    return
  }
  const record = book.asks.get(orderHash)
  if (record === undefined) return
  if (record.state === 'open') shutAsk(book, record, 'cancelled')
  else record.state = 'cancelled'
  emit({ kind: 'OrderCancelled', orderHash, reason: 'owner' })
  releaseHoldsOn(turn, orderHash, 'order.ask_gone')
}

function cancelRefusal(
  { book }: Turn,
  { orderHash, by }: { orderHash: Extract<ApiCommand, { kind: 'CancelOrder' }>['orderHash']; by: string },
): ErrorCode | null {
  const ask = book.asks.get(orderHash)
  if (ask !== undefined) {
    if (ask.ask.provider !== by) return 'order.not_owner'
    return ask.state === 'open' || ask.state === 'replaced' ? null : 'order.not_open'
  }
  const bid = book.bids.get(orderHash)
  if (bid === undefined) return 'order.unknown'
  if (bid.bid.renter !== by) return 'order.not_owner'
  return bid.matchId !== null && book.matches.has(bid.matchId) ? 'order.already_matched' : 'order.not_open'
}
