import { assert, type Bid, type ErrorCode, isWholeBid, type PTokenUnits } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { availableBalance } from '../book/availableBalance.ts'
import { StoredBid } from '../book/storedBid.ts'
import { freeGpus } from '../book/freeGpus.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import { endHold, withoutHold } from '../book/liveHold.ts'
import { hoursToReserve } from '../book/hoursToReserve.ts'
import type { Turn } from '../book/turn.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { askRefusal, gpusFrom } from '../rules/askRefusal.ts'
import { holdRefusal, predicateRefusal } from '../rules/bidRefusal.ts'
import { manySlicesVersion } from '../rules/marketRules.ts'
import { operatorRefusal } from '../rules/operatorRefusal.ts'
import { pinnedBidRefusal } from '../rules/pinnedBidRefusal.ts'
import { makeMatch } from '../search/makeMatch.ts'
import { matchAmount } from '../search/matchAmount.ts'
import type { AskRecord, NodeRecord } from '../book/records.ts'

/**
 * Places a bid by the rules before version 4. The bid is pinned: it names one node. It is matched at once with the cheapest compatible ask of that node, or
 * with the ask of its hold (reservation). Otherwise, emits the refusal.
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
  const record = new StoredBid(command, { account: accountOf(book, bid.renter), seq: turn.seq, state: 'judged' })
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

/** An immediate fill of a bid: an ask, the number of GPUs, and the amount reserved of the renter's balance. */
type Fill = { readonly record: AskRecord; readonly gpus: number; readonly amount: PTokenUnits }

/**
 * Returns a fill from the ask of the bid's hold, or from the first ask of its node that can serve it at once, by price then time. Otherwise returns the refusal
 * of the cheapest ask, or `order.ask_gone` without asks.
 */
export function pinnedFill(turn: Turn, bid: Bid, hold: HoldRecord | null): Fill | ErrorCode {
  const node = turn.book.nodes.get(bid.node)
  assert(node !== undefined, 'unknown nodes were refused before')
  const held = hold === null ? undefined : turn.book.asks.get(hold.askHash)
  const candidates = hold === null ? node.asks : held === undefined ? [] : [held]
  let firstRefusal: ErrorCode | null = null
  for (const record of candidates) {
    const fill = fillFrom(turn, { bid, node, record, isHeld: hold !== null })
    if (typeof fill !== 'string') return fill
    firstRefusal ??= fill
  }
  return firstRefusal ?? 'order.ask_gone'
}

type Pinned = { readonly bid: Bid; readonly node: NodeRecord; readonly record: AskRecord; readonly isHeld: boolean }

function fillFrom(turn: Turn, { bid, node, record, isHeld }: Pinned): Fill | ErrorCode {
  const { book, now } = turn
  const refusal = askRefusal(turn, record, bid) ?? predicateRefusal(bid, node, record)
  if (refusal !== null) return refusal
  const { fromHour, toHour } = hoursToReserve({ now, durationSeconds: bid.durationSeconds, laterSeconds: 0n })
  const isWhole = isWholeBid(bid)
  const least = Math.max(1, bid.minGpusPerNode)
  const slice = isWhole && !isHeld && book.version >= manySlicesVersion ? least : null
  const gpus = gpusFrom(record, node, { gpus: bid.gpus, atLeast: isWhole ? bid.gpus : least, free: freeGpus(node, fromHour, toHour), slice })
  if (typeof gpus === 'string') return gpus
  const amount = matchAmount(book, { seconds: Number(bid.durationSeconds) }, record, gpus)
  return amount > availableBalance(book, bid.renter) ? 'account.insufficient_balance' : { record, gpus, amount }
}
