import type { BidRecord } from './bidRecord.ts'
import type { Book } from './book.ts'

/** Forgets a bid of which nothing is left: it does not rest and none of its matches is known. Bids judged before version 4 stay their day. */
export function forgetBid(book: Book, record: BidRecord): void {
  if (record.state !== 'done' || record.firstMatch !== null) return
  book.bids.delete(record.orderHash)
  if (book.avoided.size > 0) book.avoided.delete(record.orderHash)
}
