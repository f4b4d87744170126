import { isBid } from '../book/storedBid.ts'
import type { Book } from '../book/book.ts'
import { endHold } from '../book/liveHold.ts'
import type { LeaseClosing } from '../book/leaseRecord.ts'
import { markStartable } from '../book/marketBook.ts'
import { takenAt } from '../book/freeGpus.ts'
import { shutAsk } from '../book/openAsks.ts'
import { endRest } from '../book/restingBids.ts'
import { endPauses } from '../book/strikes.ts'
import type { Turn } from '../book/turn.ts'
import { forgetMatch } from '../book/unsettledMatch.ts'
import { wakeBid, wakeNode } from '../book/woken.ts'
import { hourMs, memorySeconds, restingVersion } from '../rules/marketRules.ts'
import { numberKey } from '../book/structures/numberOf.ts'
import type { BidRecord, NodeRecord } from '../book/records.ts'

const memory = Number(memorySeconds)

/** The number of blocks after which a close is permanent: twice the 5,000 blocks that the engine can undo although they were already final. */
const reversibleBlocks = 10_000

/**
 * Ends records that expired before this command: holds and pauses by the wall clock, orders by the chain clock. When the start time of an order has come, a bid
 * begins to search, and resting bids search the node of an ask. Once an hour, offers the nodes that now have more free GPUs to resting bids, and forgets old
 * records.
 */
export function passTime(turn: Turn): void {
  const { book, second } = turn
  if (book.liveHolds.size > 0) expireHolds(turn)
  expireOrders(turn)
  const hour = Math.floor(second / 3600)
  if (hour !== book.hour) turnHour(book, hour)
  wakeWaiting(turn)
  endPauses(turn)
  const horizonHour = Math.floor((second - memory) / 3600)
  if (horizonHour > book.horizonHour) forget(turn, horizonHour)
}

/** Expires the holds that are due. All holds have the same lifetime, so the oldest expire first. */
function expireHolds({ book, atMs, emit }: Turn): void {
  for (const hold of book.liveHolds.values()) {
    if (hold.expiresAtMs > atMs) return
    endHold(book, hold, 'expired')
    emit({ kind: 'HoldExpired', holdId: hold.holdId })
  }
}

function expireOrders({ book, second, emit }: Turn): void {
  for (let bid = book.lapsing.popDue(second); bid !== null; bid = book.lapsing.popDue(second)) endRest(book, bid)
  for (let record = book.leaving.popDue(second); record !== null; record = book.leaving.popDue(second)) {
    if (isBid(record)) {
      if (!endRest(book, record)) continue
    } else shutAsk(book, record, 'expired')
    emit({ kind: 'OrderExpired', orderHash: record.orderHash })
  }
}

/** Makes another hour current. Updates the marks of nodes whose free GPUs change. Offers the nodes that have more free GPUs than before to resting bids. */
function turnHour(book: Book, hour: number): void {
  const before = book.hour
  book.hour = hour
  if (hour < before) {
    for (const node of book.busyNodes) {
      markStartable(book, node)
      book.hourSteps.noteAfter(hour, node)
    }
    return
  }
  for (const node of book.hourSteps.takeUntil(hour)) {
    markStartable(book, node)
    if (mostTaken(node, before, hour) > takenAt(node, hour)) wakeNode(book, node)
  }
}

function mostTaken(node: NodeRecord, fromHour: number, toHour: number): number {
  const first = Math.max(fromHour, Math.min(node.leased.from || toHour, node.reserved.from || toHour))
  let most = 0
  for (let hour = first; hour < toHour; hour += 1) most = Math.max(most, takenAt(node, hour))
  return most
}

/** For each order whose start time has come: lets a bid search for asks, or lets resting bids search the node of an ask. */
function wakeWaiting({ book, second }: Turn): void {
  for (let record = book.waiting.popDue(second); record !== null; record = book.waiting.popDue(second)) {
    if (isBid(record)) wakeBid(book, record)
    else wakeNode(book, record.node)
  }
}

function forget({ book, now, atMs }: Turn, horizonHour: number): void {
  const isNextDay = Math.floor(horizonHour / 24) > Math.floor(book.horizonHour / 24)
  book.horizonHour = horizonHour
  if (isNextDay) forgetHours(book, horizonHour)
  for (const [id, hold] of book.holds) if (hold.state !== 'held' && hold.placedAtMs + hourMs < atMs) book.holds.delete(id)
  // From version 4 of the rules on, the book stores few finished records, so one search for old records a day is enough.
  if (book.version < restingVersion || horizonHour % 24 === 0) forgetLongOver(book, now)
}

/**
 * Deletes the taken hours before the horizon. No search reads them, so doing this once a day is enough. Nodes without a taken hour are removed from the list.
 */
function forgetHours({ busyNodes }: Book, horizonHour: number): void {
  let busy = 0
  for (const node of busyNodes) {
    node.leased.forget(horizonHour)
    node.reserved.forget(horizonHour)
    node.isBusy = node.leased.to !== 0 || node.reserved.to !== 0
    if (!node.isBusy) continue
    busyNodes[busy] = node
    busy += 1
  }
  busyNodes.length = busy
}

/**
 * Returns true while the chain may still drop the block of a close. It counts blocks and not time, because a chain that halted for a day has few new blocks.
 */
function mayBeReopened({ clock }: Book, { block }: LeaseClosing): boolean {
  return block !== undefined && clock !== null && clock.number - block < reversibleBlocks
}

function forgetLongOver(book: Book, now: bigint): void {
  const limit = now - memorySeconds
  for (const [hash, record] of book.asks) {
    if (record.state === 'open' || record.expiry >= limit) continue
    book.asks.delete(hash)
    record.account.dormantAsks.delete(record)
  }
  for (const record of book.judgedBids) if (record.expiry < limit && record.firstMatch === null) forgetJudged(book, record)
  for (const lease of book.closedLeases) {
    if (lease.closing === null || lease.closing.at >= limit || mayBeReopened(book, lease.closing)) continue
    const match = lease.matchId === null ? undefined : book.matches.get(lease.matchId)
    if (match !== undefined) forgetMatch(book, match)
    book.leases.delete(numberKey(lease.leaseId))
    book.closedLeases.delete(lease)
  }
}

function forgetJudged(book: Book, record: BidRecord): void {
  book.bids.delete(record.orderHash)
  book.judgedBids.delete(record)
  book.judgedMatches.delete(record.orderHash)
}
