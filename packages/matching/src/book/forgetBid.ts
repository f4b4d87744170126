import type { Book } from './book.ts'
import type { BidRecord } from './records.ts'

/** Deletes a bid from the book if it does not rest and no match of it is known. Bids that were judged before version 4 of the rules stay for a day. */
export function forgetBid(book: Book, record: BidRecord): void {
  if (record.state !== 'done' || record.firstMatch !== null) return
  book.bids.delete(record.orderHash)
  if (book.avoided.size > 0) book.avoided.delete(record.orderHash)
}
