import { assert, type OrderHash } from '@infinitio/domain'
import { accountOf, providerAccountOf } from '../book/accountOf.ts'
import { StoredAsk } from '../book/storedAsk.ts'
import { StoredBid } from '../book/storedBid.ts'
import type { Book } from '../book/book.ts'
import { addToMarket } from '../book/marketBook.ts'
import { StoredMatch } from '../book/storedMatch.ts'
import { setAsks } from '../book/nodeRecord.ts'
import { withRanked } from '../book/structures/rankedArray.ts'
import { endQueueOf, enterOwn, gpusToGo, reviewBid } from '../book/restingBids.ts'
import { enterSession } from '../book/sessions.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { AskText, BidText, MatchText } from './snapshotShape.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

type PlaceAsk = Extract<ApiCommand, { kind: 'PlaceAsk' }>

/** Rebuilds an ask that is no longer in the book, because matches of the ask still wait for their settlement. */
export function forgottenAsk(book: Book, placed: PlaceAsk): AskRecord {
  const node = book.nodes.get(placed.ask.node)
  assert(node !== undefined, 'the node of an ask is known')
  return new StoredAsk(placed, { node, seq: 0, feeBps: book.feeBps })
}

/** Adds an ask from a snapshot to a book. Its account and node must be loaded. */
export function loadAsk(book: Book, { mandate, mandateSignature, seq, state, ...from }: AskText): void {
  const node = book.nodes.get(from.ask.node)
  assert(node !== undefined, 'the node of an ask is known')
  const placed = {
    kind: 'PlaceAsk' as const,
    ...from,
    ...(mandate === null ? {} : { mandate }),
    ...(mandateSignature === null ? {} : { mandateSignature }),
  }
  const account = providerAccountOf(book, node)
  const record = new StoredAsk(placed, { node, seq, feeBps: book.feeBps })
  record.state = state
  book.asks.set(from.orderHash, record)
  if (state === 'replaced' || state === 'cancelled_on_chain') account.dormantAsks.add(record)
  if (state !== 'open') return
  account.openAsks += 1
  setAsks(node, withRanked(node.asks, record))
  addToMarket(book, record)
  book.leaving.push(record)
  if (record.from > passedSecond(book)) book.waiting.push(record)
  enterSession(book, record)
}

/**
 * Adds a match from a snapshot to a book. Its bid must be loaded. `forgotten` has the asks that the book has deleted although their matches still wait for the
 * chain. It is null for a match that waits without any ask, because the chain dropped its settle after its ask had left.
 */
export function loadMatch(book: Book, from: MatchText, forgotten: ReadonlyMap<OrderHash, AskRecord> | null): void {
  const { bidHash, askHash, state, group = null, start = 0n, givenUpFor = null } = from
  const bid = book.bids.get(bidHash)
  assert(bid !== undefined, 'the bid of a match is known')
  const ask = state === 'settled' || forgotten === null ? null : (book.asks.get(askHash) ?? forgotten.get(askHash) ?? null)
  const match = new StoredMatch({ ...from, bid, ask, group, start })
  match.state = state
  match.givenUpFor = givenUpFor
  bid.addMatch(match)
  book.matches.add(match)
  if (match.state === 'unsettled') book.unsettledMatches += 1
}

/** Adds a bid from a snapshot to a book, without its matches. */
export function loadBid(book: Book, from: BidText): void {
  const record = from.state === undefined ? judgedBid(book, from) : placedBid(book, from)
  book.bids.set(record.orderHash, record)
  if (record.state === 'judged') book.judgedBids.add(record)
  if (record.state !== 'resting') return
  enterOwn(record)
  record.rest = gpusToGo(record) > 0 ? 'small' : 'spent'
  endQueueOf(book, record).push(record)
  if (record.startFrom > passedSecond(book)) book.waiting.push(record)
  enterSession(book, record)
  reviewBid(book, record)
}

function judgedBid(book: Book, { orderHash, bid, matchId }: Extract<BidText, { state?: undefined }>): BidRecord {
  if (matchId !== null) book.judgedMatches.set(orderHash, matchId)
  const placed = { kind: 'PlaceBid' as const, orderHash, bid, signature: '' }
  return new StoredBid(placed, { account: accountOf(book, bid.renter), seq: 0, state: 'judged' })
}

function placedBid(book: Book, { seq, state, struckFor = 0, ...placed }: Exclude<BidText, { state?: undefined }>): BidRecord {
  const record = new StoredBid({ kind: 'PlaceBid', ...placed }, { account: accountOf(book, placed.bid.renter), seq, state })
  record.struckFor = struckFor
  return record
}

/**
 * Returns the start of the book's current hour in Unix seconds. The loaded book lets each order with a later start wait for that start. An order whose start
 * has already passed is checked once more, which changes nothing.
 */
function passedSecond({ hour }: Book): number {
  return hour * 3_600
}
