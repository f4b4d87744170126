import { accountOf } from '../book/accountOf.ts'
import { BidRecord } from '../book/bidRecord.ts'
import { endHold, withoutHold } from '../book/liveHold.ts'
import { hoursToReserve } from '../book/hoursToReserve.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { holdRefusal } from '../rules/bidRefusal.ts'
import { operatorRefusal } from '../rules/operatorRefusal.ts'
import { pinnedBidRefusal } from '../rules/pinnedBidRefusal.ts'
import { makeMatch } from '../search/makeMatch.ts'
import { pinnedFill } from './pinnedFill.ts'

/**
 * Applies the rules before version 4. Matches a pinned IOC bid with the cheapest compatible ask of its node or with the ask of its hold, or
 * emits the refusal.
 */
export function placePinnedBid(turn: Turn, command: Extract<ApiCommand, { kind: 'PlaceBid' }>): void {
  const { book, emit, now } = turn
  const { bid, signature, orderHash, holdId } = command
  if (book.bids.has(orderHash)) {
    emit({ kind: 'DuplicateIgnored', orderHash })
    return
  }
  emit({ kind: 'BidAccepted', orderHash, bid, signature, ...(holdId === undefined ? {} : { holdId }) })

  const hold = holdId === undefined ? null : (book.holds.get(holdId) ?? null)
  const kept = operatorRefusal(book, { account: bid.renter, trades: true })
  const refusal = kept ?? pinnedBidRefusal(turn, bid) ?? (holdId === undefined ? null : holdRefusal(hold ?? undefined, bid))
  const fill = refusal ?? withoutHold(book, hold, () => pinnedFill(turn, bid, hold))
  const record = new BidRecord(command, { account: accountOf(book, bid.renter), seq: turn.seq, state: 'judged' })
  book.bids.set(orderHash, record)
  book.judgedBids.add(record)
  if (typeof fill === 'string') {
    emit({ kind: 'BidRejected', orderHash, account: bid.renter, node: bid.node, code: fill })
    return
  }
  if (hold !== null) {
    endHold(book, hold, 'used')
    emit({ kind: 'HoldUsed', holdId: hold.holdId, bidHash: orderHash })
  }
  const hours = hoursToReserve({ now, durationSeconds: bid.durationSeconds, laterSeconds: 0n })
  makeMatch(turn, record, {
    offer: { record: fill.record, gpus: fill.gpus, amount: fill.amount, start: 0, ...hours },
    group: null,
  })
  const match = record.firstMatch
  if (match !== null) book.judgedMatches.set(orderHash, match.matchId)
}
