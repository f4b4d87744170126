import { type Bid, type ErrorCode, isWholeBid, mayRest, zeroHex32 } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { StoredBid } from '../book/storedBid.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import { endHold, withoutHold } from '../book/liveHold.ts'
import { hoursToReserve } from '../book/hoursToReserve.ts'
import { gpusToGo, restBid } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { bidRefusal, holdRefusal } from '../rules/bidRefusal.ts'
import { restingVersion } from '../rules/marketRules.ts'
import { operatorRefusal } from '../rules/operatorRefusal.ts'
import { fillBid } from '../search/fillBid.ts'
import { makeMatch, nextMatchId } from '../search/makeMatch.ts'
import { pinnedFill, placePinnedBid } from './placePinnedBid.ts'
import { placeInTime, replaceRefusal, takeReplacedOut } from './replaceOrder.ts'
import type { BidRecord } from '../book/records.ts'

type PlaceBid = Extract<ApiCommand, { kind: 'PlaceBid' }>

/** Fills a bid from the book. Depending on its time in force, the unfilled rest of the bid then rests, is dropped, or causes a refusal of the whole bid. */
export function placeBid(turn: Turn, command: PlaceBid): void {
  const { book, emit } = turn
  const { bid, signature, orderHash, holdId } = command
  if (book.version < restingVersion) {
    placePinnedBid(turn, command)
    return
  }
  if (book.bids.has(orderHash)) {
    emit({ kind: 'DuplicateIgnored', orderHash })
    return
  }
  emit(holdId === undefined ? { kind: 'BidAccepted', orderHash, bid, signature } : { kind: 'BidAccepted', orderHash, bid, signature, holdId })
  const account = accountOf(book, bid.renter)
  const hold = holdId === undefined ? null : (book.holds.get(holdId) ?? null)
  const refusal =
    operatorRefusal(book, { account: bid.renter, trades: true }) ??
    bidRefusal(turn, command, account) ??
    replaceRefusal(turn, command) ??
    (holdId === undefined ? null : holdRefusal(hold ?? undefined, bid))
  if (refusal !== null) {
    reject(turn, command, refusal)
    return
  }
  const record = new StoredBid(command, { account, seq: placeInTime(turn, command), state: mayRest(bid) ? 'resting' : 'done' })
  const refusedHold = hold === null ? null : useHold(turn, record, { hold, bid })
  if (refusedHold !== null) {
    reject(turn, command, refusedHold)
    return
  }
  takeReplacedOut(turn, command)
  // Earlier in this command, other resting bids may have searched and lacked money. That must not count as a lack of money of this bid.
  turn.isShort = false
  if (hold === null) fillBid(turn, record)
  endPlacing(turn, record, command)
}

function reject({ emit }: Turn, { bid, orderHash }: PlaceBid, code: ErrorCode): void {
  emit({ kind: 'BidRejected', orderHash, account: bid.renter, node: bid.node, code })
}

/** Lets the unfilled part of a bid rest, drops it, or refuses the whole bid. */
function endPlacing(turn: Turn, record: BidRecord, command: PlaceBid): void {
  const { orderHash } = record
  const isMatched = record.firstMatch !== null
  if (mayRest(command.bid)) restBid(turn, record)
  else if (!isMatched) reject(turn, command, nothingCode(turn, command.bid))
  else if (gpusToGo(record) > 0) turn.emit({ kind: 'OrderCancelled', orderHash, reason: 'unfilled' })
}

/** Matches a bid with the ask of its hold (reservation), with the hold's GPUs and money. Returns null, or the error code. */
function useHold(turn: Turn, record: BidRecord, { hold, bid }: { hold: HoldRecord; bid: Bid }): ErrorCode | null {
  const { book, emit, now } = turn
  if (bid.startFrom > now) return 'hold.does_not_match'
  const fill = withoutHold(book, hold, () => pinnedFill(turn, bid, hold))
  if (typeof fill === 'string') return fill
  endHold(book, hold, 'used')
  emit({ kind: 'HoldUsed', holdId: hold.holdId, bidHash: record.orderHash })
  const hours = hoursToReserve({ now, durationSeconds: bid.durationSeconds, laterSeconds: 0n })
  const offer = { record: fill.record, gpus: fill.gpus, amount: fill.amount, start: 0, ...hours }
  // A cluster (machines that start together) always settles as a group, even if it has one member.
  makeMatch(turn, record, { offer, group: bid.cluster ? nextMatchId(turn) : null })
  return null
}

/**
 * Returns the error code for a bid that got nothing. For a bid for one node that could start now, it is the reason why that node's cheapest ask cannot serve
 * the bid. For other bids it is one of three: too little money, a whole bid that cannot be filled, or no fitting ask.
 */
function nothingCode(turn: Turn, bid: Bid): ErrorCode {
  if (bid.node !== zeroHex32 && bid.startFrom <= turn.now) {
    const refusal = pinnedFill(turn, bid, null)
    if (typeof refusal === 'string') return refusal
  }
  if (turn.isShort) return 'account.insufficient_balance'
  return isWholeBid(bid) ? 'order.fok_not_fillable' : 'order.nothing_fits'
}
