import { assert } from '@infinitio/domain'
import type { Book } from './book.ts'
import { forgetBid } from './forgetBid.ts'
import { addRanked, removeRanked } from './structures/rankedArray.ts'
import { enterSession, leaveSession } from './sessions.ts'
import type { TimeHeap } from './structures/timeHeap.ts'
import type { Turn } from './turn.ts'
import { wakeBid } from './woken.ts'
import type { BidRecord } from './records.ts'

/** Returns the number of open GPUs of a bid: its size less the GPUs that are filled or wait to settle. */
export function gpusToGo({ account, nonce, gpus }: BidRecord): number {
  return gpus - account.lanes.takenOf(nonce)
}

/** Lets a bid rest until it is filled, is removed or expires. */
export function restBid({ book, second, emit }: Turn, record: BidRecord): void {
  // If a part of the bid is already matched, `book.bids` already contains the bid.
  if (record.firstMatch === null) book.bids.set(record.orderHash, record)
  enterOwn(record)
  const gpus = gpusToGo(record)
  record.rest = gpus > 0 ? 'small' : 'spent'
  endQueueOf(book, record).push(record)
  if (record.startFrom > second) book.waiting.push(record)
  enterSession(book, record)
  reviewBid(book, record)
  if (gpus > 0) emit({ kind: 'BidRested', orderHash: record.orderHash, gpus })
}

/**
 * Lets resting bids search again after some of their matched GPUs became open. All resting bids of the account with the same nonce share the number of filled
 * GPUs.
 */
export function restAgain({ book, emit }: Turn, record: BidRecord): void {
  for (const other of record.account.bids) {
    if (other.nonce !== record.nonce) continue
    reviewBid(book, other)
    wakeBid(book, other)
  }
  if (record.state !== 'resting') return
  emit({ kind: 'BidRested', orderHash: record.orderHash, gpus: gpusToGo(record) })
}

/** Puts a resting bid into the lists of bids that search, or takes it out. It is in them only while its open GPUs are enough for its smallest slice. */
export function reviewBid(book: Book, record: BidRecord): void {
  const { isStanding } = record
  const gpus = record.state === 'resting' ? gpusToGo(record) : 0
  if (record.state === 'resting' && record.hasToGo !== gpus > 0) {
    endQueueOf(book, record).noteOver()
    record.rest = gpus > 0 ? 'small' : 'spent'
    endQueueOf(book, record).push(record)
  }
  const stands = gpus >= record.minSlice
  if (stands === isStanding) return
  if (record.hasToGo) record.rest = stands ? 'standing' : 'small'
  record.account.standingBids += stands ? 1 : -1
  book.standing.count += stands ? 1 : -1
  if (!stands && book.woken.bids.size > 0) book.woken.bids.delete(record)
  if (record.node === null) {
    if (stands) book.standing.add(record)
    else book.standing.remove(record)
    return
  }
  const node = book.nodes.get(record.node)
  assert(node !== undefined, 'a bid rests on a known node only')
  if (stands) addRanked(node.bids, record)
  else removeRanked(node.bids, record)
}

/**
 * Returns the queue that removes a resting bid at its end. A bid with open GPUs is in `leaving`, and the book reports its removal as an event. Any other
 * bid is in `lapsing`, and the book removes it without an event.
 */
export function endQueueOf({ leaving, lapsing }: Book, { hasToGo }: BidRecord): Pick<TimeHeap<BidRecord>, 'push' | 'noteOver'> {
  return hasToGo ? leaving : lapsing
}

/** Ends the resting of a bid; its matches continue. Returns false if the bid had no open GPUs; then the caller emits no event. */
export function endRest(book: Book, record: BidRecord): boolean {
  assert(record.state === 'resting', 'a rest ends once')
  const wasOpen = gpusToGo(record) > 0
  record.state = 'done'
  reviewBid(book, record)
  leaveOwn(record)
  endQueueOf(book, record).noteOver()
  book.waiting.noteOver()
  leaveSession(book, record)
  forgetBid(book, record)
  return wasOpen
}

/** Adds a bid to its account's resting bids. They are unsorted, so that adding and removing cost the same for any number of bids. */
export function enterOwn(record: BidRecord): void {
  const { bids } = record.account
  assert(record.ownPlace === -1, 'a bid is among its account’s once')
  record.ownPlace = bids.length
  bids.push(record)
}

/** Removes a bid from its account's resting bids. Asserts that it was among them. */
function leaveOwn(record: BidRecord): void {
  const { bids } = record.account
  const place = record.ownPlace
  assert(bids[place] === record, 'a bid that leaves its account’s was among them')
  const last = bids.pop()
  if (last !== undefined && last !== record) {
    bids[place] = last
    last.ownPlace = place
  }
  record.ownPlace = -1
}
