import type { BookOrderChange } from '@infinitio/db'
import { type Bid, type OrderHash, timeInForce } from '@infinitio/domain'
import { type BidRecord, type Book, gpusToGo, type LeaveReason, restingVersion } from '@infinitio/matching'
import type { BookRows } from './bookRows.ts'

/** What an event says of an order, and why the order left if it did. */
export type OrderWord = BookOrderChange & { orderHash: OrderHash; leftReason?: LeaveReason }

/**
 * Notes what an event says of an order. Of a bid that may be matched in parts the book has the last word, as it stands after the command: it
 * is open while GPUs of it are to go, then what its matches are, and only then what the event says. Bids of the same number share their
 * GPUs to go, so they are noted with it.
 */
export function writeOrderWord(rows: BookRows, book: Book, { leftReason, ...word }: OrderWord): void {
  if (book.version < restingVersion) {
    // Then no bid rested: what left of one was all of it, or its matches say how it goes on.
    if (leftReason !== 'unfilled') rows.changeOrder(word)
    return
  }
  const { orderHash, updatedSeq } = word
  const record = book.bids.get(orderHash)
  const standing = record === undefined || record.state === 'judged' ? null : standingOf(record)
  const state = standing?.state ?? null
  rows.changeOrder(state === null ? word : { ...word, state, code: null })
  // Most bids never rest: nothing to add for them.
  if (record === undefined || leftReason !== undefined || mayRest(record))
    rows.saveRest({ orderHash, openGpus: standing?.openGpus ?? 0, leftReason: leftReason ?? null })
  for (const other of record?.account.bids ?? []) if (other !== record && other.nonce === record?.nonce) writeSharer(rows, other, updatedSeq)
}

function mayRest({ timeInForce: code }: Pick<Bid, 'timeInForce'>): boolean {
  return code === timeInForce.gtc || code === timeInForce.gtt
}

function writeSharer(rows: BookRows, record: BidRecord, updatedSeq: bigint): void {
  const { state, openGpus } = standingOf(record)
  if (state !== null) rows.changeOrder({ orderHash: record.orderHash, state, code: null, updatedSeq })
  rows.saveRest({ orderHash: record.orderHash, openGpus, leftReason: null })
}

/** Where a bid stands in the book; `state` is null when neither it nor a match of it goes on. */
function standingOf(record: BidRecord): { state: 'open' | 'matched' | 'settled' | null; openGpus: number } {
  const openGpus = record.state === 'resting' ? Math.max(0, gpusToGo(record)) : 0
  if (openGpus > 0) return { state: 'open', openGpus }
  const { matches } = record
  if (matches.some(({ state }) => state === 'unsettled')) return { state: 'matched', openGpus }
  return { state: matches.length > 0 ? 'settled' : null, openGpus }
}
