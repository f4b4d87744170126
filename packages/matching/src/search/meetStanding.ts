import { isPaused } from '../book/accountRecord.ts'
import { availableOf } from '../book/availableBalance.ts'
import type { Book } from '../book/book.ts'
import { reviewBid } from '../book/restingBids.ts'
import { type BidList, newBidList } from '../book/standingBids.ts'
import type { Turn } from '../book/turn.ts'
import { fallAsleep, isAsleep } from '../book/woken.ts'
import { mostMatchesAtOnce } from '../rules/marketRules.ts'
import { BidMerge, type BidRun } from './bidMerge.ts'
import { fillBid } from './fillBid.ts'
import { startsAtOnce } from './offer.ts'
import { mostPaidFor, WokenAsks } from './wokenAsks.ts'
import type { BidRecord, NodeRecord } from '../book/records.ts'

const nobody: readonly NodeRecord[] = []
const noBids: ReadonlySet<BidRecord> = new Set()

/**
 * Offers new and freed capacity to the resting bids: highest price first, then oldest. Each bid gets as much as if it were placed now. While the market's mode
 * is not `open`, no bid gets anything. Stops at the limit of matches for one command; the next command continues.
 */
export function meetStanding(turn: Turn): void {
  const { book } = turn
  if (isAsleep(book)) return
  if (book.mode === 'open' && !visit(turn)) return
  fallAsleep(book)
}

/** Lets resting bids search, up to the limit of matches for one command. Returns false if it stopped before the last bid. */
function visit(turn: Turn): boolean {
  const { book } = turn
  // Most new capacity costs more than any resting bid pays, so check that first.
  if (meetsNobody(book)) return true
  const looksAnyway = bidsThatLookAnyway(book)
  const asks = new WokenAsks(book.woken.everything ? nobody : book.woken.nodes, book.standing)
  const runs = runsFor(book, asks)
  if (looksAnyway.size > 0) addRun(runs, looksAnyway)
  for (const renter of asks.ofRenters.keys()) addRun(runs, book.accounts.get(renter)?.bids ?? [])
  if (runs.length === 0) return true
  const bids = new BidMerge(runs, turn.second)
  for (let record = bids.next(); record !== undefined; record = bids.next()) {
    if (turn.matches >= mostMatchesAtOnce) return false
    if (asks.areTaken() && startsAtOnce(record, turn) && !looksAnyway.has(record)) continue
    // Skips a bid that no longer rests, and each bid of an account that is blocked or paused, or that has all its money reserved.
    if (!record.isStanding || book.blockedAccounts.has(record.renter) || isPaused(record.account) || availableOf(record.account) === 0n) continue
    if (!looksAnyway.has(record) && !asks.serves(turn, record)) continue
    fillBid(turn, record)
    reviewBid(book, record)
  }
  return true
}

/** Returns true if only nodes changed, and none of their asks is cheap enough for any resting bid. This check needs no list of the asks. */
function meetsNobody({ woken, standing }: Book): boolean {
  if (woken.everything || woken.bids.size > 0) return false
  for (const node of woken.nodes) if (node.bids.length > 0 || mostPaidFor(node, standing) !== null) return false
  return true
}

/**
 * Returns the bids that must search the whole book. After a change that may concern every bid, these are all resting bids. Otherwise these are the bids that
 * may take more than before, and the bids for a node that changed.
 */
function bidsThatLookAnyway({ woken, accounts }: Book): ReadonlySet<BidRecord> {
  if (!woken.everything && woken.bids.size === 0 && !namesOneOf(woken.nodes)) return noBids
  const found = new Set(woken.bids)
  for (const node of woken.nodes) for (const record of node.bids) found.add(record)
  if (woken.everything) for (const { bids } of accounts.values()) for (const record of bids) found.add(record)
  return found
}

function namesOneOf(nodes: Iterable<NodeRecord>): boolean {
  for (const { bids } of nodes) if (bids.length > 0) return true
  return false
}

/** Adds bids that search at any price, in their order. */
function addRun(runs: BidRun[], records: Iterable<BidRecord>): void {
  const list = newBidList()
  for (const record of records) list.add(record)
  if (list.size > 0) runs.push({ list, lastRank: Number.POSITIVE_INFINITY, reach: null })
}

/**
 * Returns the lists of bids for the classes and regions of asks on changed nodes, down to the price of the cheapest ask. Skips bids that want more than these
 * asks offer.
 */
function runsFor({ standing }: Book, { groups, cheapest, reach }: WokenAsks): BidRun[] {
  if (groups.length === 0) return []
  const runs = new Map<BidList, BidRun>()
  for (const [at, { market }] of groups.entries()) {
    const lastRank = -(cheapest[at] as number)
    for (const list of standing.listsFor(market)) {
      if (list.firstRank <= lastRank && (runs.get(list)?.lastRank ?? Number.NEGATIVE_INFINITY) < lastRank) runs.set(list, { list, lastRank, reach })
    }
  }
  return [...runs.values()]
}
