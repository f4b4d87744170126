import { assert, type Bid, type ErrorCode, escrowOf, matchId, type PTokenUnits, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { availableBalance } from '../book/availableBalance.ts'
import type { AskRecord } from '../book/askRecord.ts'
import type { HoldRecord } from '../book/holdRecord.ts'
import { endHold, withoutHold } from '../book/liveHold.ts'
import type { MatchRecord } from '../book/matchRecord.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { freeGpus, hoursToReserve } from '../book/reservation.ts'
import type { Turn } from '../book/turn.ts'
import { setMatchAside } from '../book/unsettledMatch.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import { askRefusal, gpusFrom } from '../rules/askRefusal.ts'
import { operatorRefusal } from '../rules/operatorRefusal.ts'
import { bidRefusal, holdRefusal, predicateRefusal } from '../rules/bidRefusal.ts'

/** What a bid gets: an ask, so many GPUs of it, and what that keeps of the renter's balance. */
type Fill = { readonly record: AskRecord; readonly gpus: number; readonly amount: PTokenUnits }

/** Matches a pinned IOC bid with the cheapest compatible ask of its node, or with the ask it holds; or says why not. */
export function placeBid(turn: Turn, { bid, signature, orderHash, holdId }: Extract<ApiCommand, { kind: 'PlaceBid' }>): void {
  const { book, emit } = turn
  if (book.bids.has(orderHash)) {
    emit({ kind: 'DuplicateIgnored', orderHash })
    return
  }
  emit({ kind: 'BidAccepted', orderHash, bid, signature, ...(holdId === undefined ? {} : { holdId }) })

  const hold = holdId === undefined ? null : (book.holds.get(holdId) ?? null)
  const kept = operatorRefusal(book, { account: bid.renter, trades: true })
  const refusal = kept ?? bidRefusal(turn, bid) ?? (holdId === undefined ? null : holdRefusal(hold ?? undefined, bid))
  const fill = refusal ?? withoutHold(book, hold, () => cheapestFill(turn, bid, hold))
  if (typeof fill === 'string') {
    book.bids.set(orderHash, { orderHash, bid, matchId: null })
    emit({ kind: 'BidRejected', orderHash, account: bid.renter, node: bid.node, code: fill })
    return
  }
  if (hold !== null) {
    endHold(book, hold, 'used')
    emit({ kind: 'HoldUsed', holdId: hold.holdId, bidHash: orderHash })
  }
  const match = matchOf(turn, { bid, bidHash: orderHash, fill })
  book.bids.set(orderHash, { orderHash, bid, matchId: match.matchId })
  book.matches.set(match.matchId, match)
  setMatchAside(book, match)
  emitMatched(turn, match, fill.record)
}

/** The first ask, by price then time, that can serve the bid; else why the cheapest cannot. */
function cheapestFill(turn: Turn, bid: Bid, hold: HoldRecord | null): Fill | ErrorCode {
  const node = turn.book.nodes.get(bid.node)
  assert(node !== undefined, 'hidden nodes were refused before')
  const held = hold === null ? undefined : turn.book.asks.get(hold.askHash)
  const candidates = hold === null ? node.asks : held === undefined ? [] : [held]
  let firstRefusal: ErrorCode | null = null
  for (const record of candidates) {
    const fill = fillFrom(turn, { bid, node, record })
    if (typeof fill !== 'string') return fill
    firstRefusal ??= fill
  }
  return firstRefusal ?? 'order.ask_gone'
}

function fillFrom(turn: Turn, { bid, node, record }: { bid: Bid; node: NodeRecord; record: AskRecord }): Fill | ErrorCode {
  const { book, now } = turn
  const refusal = askRefusal(turn, record, bid) ?? predicateRefusal(bid, node, record)
  if (refusal !== null) return refusal
  const free = freeGpus(node, hoursToReserve({ now, durationSeconds: bid.durationSeconds, laterSeconds: 0n }))
  const atLeast = bid.allOrNothing ? bid.gpus : Math.max(1, bid.minGpusPerNode)
  const gpus = gpusFrom(record, node, { gpus: bid.gpus, atLeast, free })
  if (typeof gpus === 'string') return gpus
  const { pricePerGpuSecond } = record.ask
  const escrow = escrowOf({ pricePerGpuSecond, gpus, durationSeconds: bid.durationSeconds, feeBps: book.feeBps })
  const amount = pTokenUnits(escrow + book.relayFee)
  return amount > availableBalance(book, bid.renter) ? 'account.insufficient_balance' : { record, gpus, amount }
}

function matchOf({ now, seq }: Turn, { bid, bidHash, fill }: { bid: Bid; bidHash: MatchRecord['bidHash']; fill: Fill }): MatchRecord {
  return {
    matchId: matchId(seq),
    askHash: fill.record.orderHash,
    bidHash,
    node: bid.node,
    renter: bid.renter,
    bidNonce: bid.nonce,
    gpus: fill.gpus,
    durationSeconds: bid.durationSeconds,
    amount: fill.amount,
    hours: hoursToReserve({ now, durationSeconds: bid.durationSeconds, laterSeconds: 0n }),
    state: 'unsettled',
  }
}

function emitMatched({ book, emit }: Turn, match: MatchRecord, { ask }: AskRecord): void {
  emit({
    kind: 'Matched',
    matchId: match.matchId,
    askHash: match.askHash,
    bidHash: match.bidHash,
    node: match.node,
    renter: match.renter,
    gpus: match.gpus,
    pricePerGpuSecond: ask.pricePerGpuSecond,
    durationSeconds: match.durationSeconds,
    start: unixSeconds(0n),
    relayFee: book.relayFee,
    amount: match.amount,
    hours: match.hours,
  })
}
