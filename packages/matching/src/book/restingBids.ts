import { assert } from '@infinitio/domain'
import type { BidRecord } from './bidRecord.ts'
import type { Book } from './book.ts'
import { forgetBid } from './forgetBid.ts'
import { enterOwn, leaveOwn } from './ownBids.ts'
import { addRanked, removeRanked } from './rankedArray.ts'
import { enterSession, leaveSession } from './sessions.ts'
import type { TimeHeap } from './timeHeap.ts'
import type { Turn } from './turn.ts'
import { wakeBid } from './woken.ts'

/** GPUs that a bid may still be given: its size less what its lane has filled or waiting. */
export function gpusToGo({ account, nonce, gpus }: BidRecord): number {
  return gpus - account.lanes.takenOf(nonce)
}

/** Lets a bid rest: it stands until it is filled, leaves or runs out. */
export function restBid({ book, second, emit }: Turn, record: BidRecord): void {
  // What was matched of it is known already.
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

/** GPUs of a bid's lane came back: if it rests, it looks again, as do others of the same number, which share its lane. */
export function restAgain({ book, emit }: Turn, record: BidRecord): void {
  for (const other of record.account.bids) {
    if (other.nonce !== record.nonce) continue
    reviewBid(book, other)
    wakeBid(book, other)
  }
  if (record.state !== 'resting') return
  emit({ kind: 'BidRested', orderHash: record.orderHash, gpus: gpusToGo(record) })
}

/** Lets a resting bid stand while its lane has room for a slice, and not else. */
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

/** Where a resting bid waits for its end. */
export function endQueueOf({ leaving, lapsing }: Book, { hasToGo }: BidRecord): Pick<TimeHeap<BidRecord>, 'push' | 'noteOver'> {
  return hasToGo ? leaving : lapsing
}

/** Ends a bid's rest; what of it was matched goes on. False when nothing was left of it to go, so that nobody need be told. */
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
