import { assert, type OrderHash } from '@infinitio/domain'
import { accountOf, providerAccountOf } from '../book/accountOf.ts'
import { AskRecord } from '../book/askRecord.ts'
import { BidRecord } from '../book/bidRecord.ts'
import type { Book } from '../book/book.ts'
import { addToMarket } from '../book/marketBook.ts'
import type { MatchRecord } from '../book/matchRecord.ts'
import { withRanked } from '../book/rankedArray.ts'
import { endQueueOf, gpusToGo, reviewBid } from '../book/restingBids.ts'
import { enterSession } from '../book/sessions.ts'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { AskText, BidText, MatchText } from './snapshotShape.ts'

type PlaceAsk = Extract<ApiCommand, { kind: 'PlaceAsk' }>

/** Puts an ask into a book that is read from a snapshot; accounts and nodes are there. */
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
  const record = new AskRecord(placed, { node, seq, feeBps: book.feeBps })
  record.state = state
  book.asks.set(from.orderHash, record)
  if (state === 'replaced' || state === 'cancelled_on_chain') account.dormantAsks.add(record)
  if (state !== 'open') return
  account.openAsks += 1
  node.asks = withRanked(node.asks, record)
  addToMarket(book, record)
  book.leaving.push(record)
  if (record.from > passedSecond(book)) book.waiting.push(record)
  enterSession(book, record)
}

/** Puts a match into it; `forgotten` are asks that the book does not know. */
export function loadMatch(book: Book, { group = null, start = 0n, ...from }: MatchText, forgotten: ReadonlyMap<OrderHash, PlaceAsk>): MatchRecord {
  const placedAsk = from.state === 'settled' ? null : (book.asks.get(from.askHash)?.placed ?? forgotten.get(from.askHash) ?? null)
  const match: MatchRecord = { ...from, placedAsk, group, start }
  book.matches.add(match)
  if (match.state === 'unsettled') book.unsettledMatches += 1
  return match
}

/** Puts a bid into it, with its matches that are known. */
export function loadBid(book: Book, from: BidText, matches: MatchRecord[] | null): void {
  const record = from.state === undefined ? judgedBid(book, from) : placedBid(book, from)
  record.matches = matches
  book.bids.set(record.orderHash, record)
  if (record.state === 'judged') book.judgedBids.add(record)
  if (record.state !== 'resting') return
  record.account.bids.add(record)
  record.rest = gpusToGo(record) > 0 ? 'small' : 'spent'
  endQueueOf(book, record).push(record)
  if (Number(record.bid.startFrom) > passedSecond(book)) book.waiting.push(record)
  enterSession(book, record)
  reviewBid(book, record)
}

function judgedBid(book: Book, { orderHash, bid, matchId }: Extract<BidText, { state?: undefined }>): BidRecord {
  if (matchId !== null) book.judgedMatches.set(orderHash, matchId)
  const placed = { kind: 'PlaceBid' as const, orderHash, bid, signature: '' }
  return new BidRecord(placed, { account: accountOf(book, bid.renter), seq: 0, state: 'judged' })
}

function placedBid(book: Book, { seq, state, ...placed }: Exclude<BidText, { state?: undefined }>): BidRecord {
  return new BidRecord({ kind: 'PlaceBid', ...placed }, { account: accountOf(book, placed.bid.renter), seq, state })
}

/** Time was passed to this hour at least: who waits for a later second was not looked at yet. Looking once more finds nothing new. */
function passedSecond({ hour }: Book): number {
  return hour * 3_600
}
