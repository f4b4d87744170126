import type { Book } from '../book/book.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { RankedList } from '../book/rankedList.ts'
import { reviewBid } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import { isAsleep } from '../book/woken.ts'
import { mostMatchesAtOnce } from '../rules/marketRules.ts'
import { BidMerge, type BidRun } from './bidMerge.ts'
import { fillBid } from './fillBid.ts'
import { WokenAsks } from './wokenAsks.ts'

/**
 * Lets standing bids meet what came or came back: dearest first, then oldest, each that it may serve gets what it would get if it were placed
 * now. Stops when the command made its most matches; then what woke them stays for the next command.
 */
export function meetStanding(turn: Turn): void {
  const { book } = turn
  if (isAsleep(book)) return
  if (book.mode === 'open' && !visit(turn)) return
  book.woken.nodes.clear()
  book.woken.bids.clear()
  book.woken.everything = false
}

/** False when it stopped before the end. */
function visit(turn: Turn): boolean {
  const { book } = turn
  const looksAnyway = bidsThatLookAnyway(book)
  const asks = new WokenAsks(book.woken.everything ? [] : book.woken.nodes)
  const all = Number.POSITIVE_INFINITY
  const beside = [looksAnyway, bidsOfRenters(book, asks)].map((records) => ({ list: listOf(records), lastRank: all }))
  const bids = new BidMerge([...runsFor(book, asks), ...beside])
  for (let record = bids.next(); record !== undefined; record = bids.next()) {
    if (turn.matches >= mostMatchesAtOnce) return false
    if (!record.isStanding || book.blockedAccounts.has(record.bid.renter)) continue
    if (!looksAnyway.has(record) && !asks.serves(turn, record)) continue
    fillBid(turn, record)
    reviewBid(book, record)
  }
  return true
}

/** Bids that search the whole book: all of them, or those that woke by themselves and those that name a woken node. */
function bidsThatLookAnyway({ woken, accounts }: Book): Set<BidRecord> {
  const found = new Set(woken.bids)
  for (const node of woken.nodes) for (const record of node.bids) found.add(record)
  if (woken.everything) for (const { bids } of accounts.values()) for (const record of bids) found.add(record)
  return found
}

/** Bids of those for whom one of the asks is. */
function bidsOfRenters({ accounts }: Book, { ofRenters }: WokenAsks): BidRecord[] {
  return [...ofRenters.keys()].flatMap((renter) => accounts.get(renter)?.bids ?? [])
}

function listOf(records: Iterable<BidRecord>): RankedList<BidRecord> {
  const list = new RankedList<BidRecord>()
  for (const record of records) list.add(record)
  return list
}

/** The lists that a class and region with woken asks is met by, down to the price of its cheapest. */
function runsFor({ standing }: Book, { groups }: WokenAsks): BidRun[] {
  const lastRanks = new Map<RankedList<BidRecord>, number>()
  for (const [market, [cheapest]] of groups) {
    if (cheapest === undefined) continue
    for (const list of standing.listsFor(market)) lastRanks.set(list, Math.max(lastRanks.get(list) ?? Number.NEGATIVE_INFINITY, -cheapest.rank))
  }
  return [...lastRanks].map(([list, lastRank]) => ({ list, lastRank }))
}
