import type { BookOrderChange } from '@infinitio/db'
import { mayRest, type OrderHash } from '@infinitio/domain'
import { type BidRecord, type Book, gpusToGo, type LeaveReason, restingVersion } from '@infinitio/matching'
import type { BookRows } from './bookRows.ts'

/** The state that an order has after an event. `leftReason` is set if the order left the book. */
export type OrderStatus = BookOrderChange & { orderHash: OrderHash; leftReason?: LeaveReason }

/**
 * Adds an order's new state to the changes of its row. For most orders, this is the state in the event. A bid that may match in parts gets its state from the
 * book after the command: `open` while it still needs GPUs, then the state of its matches. Bids of one account with the same nonce share the number of GPUs
 * that they still need, so their rows change together.
 */
export function writeOrderStatus(rows: BookRows, book: Book, { leftReason, ...status }: OrderStatus): void {
  if (book.version < restingVersion) {
    // Before this version of the rules, no bid rested in the book. If the event removes the whole bid, the event contains the bid's state. If it removes only
    // the unfilled part (`unfilled`), the bid's matches decide the state, so do not change the state here.
    if (leftReason !== 'unfilled') rows.changeOrder(status)
    return
  }
  const { orderHash, updatedSeq } = status
  const record = book.bids.get(orderHash)
  const standing = record === undefined || record.state === 'judged' ? null : standingOf(record)
  const state = standing?.state ?? null
  rows.changeOrder(state === null ? status : { ...status, state, code: null })
  // Most bids never rest in the book, so they need no row with the number of unfilled GPUs. Do not store such a row for them.
  if (record === undefined || leftReason !== undefined || mayRest(record))
    rows.saveRest({ orderHash, openGpus: standing?.openGpus ?? 0, leftReason: leftReason ?? null })
  for (const other of record?.account.bids ?? []) if (other !== record && other.nonce === record?.nonce) writeSharer(rows, other, updatedSeq)
}

function writeSharer(rows: BookRows, record: BidRecord, updatedSeq: bigint): void {
  const { state, openGpus } = standingOf(record)
  if (state !== null) rows.changeOrder({ orderHash: record.orderHash, state, code: null, updatedSeq })
  rows.saveRest({ orderHash: record.orderHash, openGpus, leftReason: null })
}

/** Returns a bid's state in the book. `state` is null if the bid does not rest and has no match. */
function standingOf(record: BidRecord): { state: 'open' | 'matched' | 'settled' | null; openGpus: number } {
  const openGpus = record.state === 'resting' ? Math.max(0, gpusToGo(record)) : 0
  if (openGpus > 0) return { state: 'open', openGpus }
  const { matches } = record
  if (matches.some(({ state }) => state === 'unsettled')) return { state: 'matched', openGpus }
  return { state: matches.length > 0 ? 'settled' : null, openGpus }
}
