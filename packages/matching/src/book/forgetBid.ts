import type { Book } from './book.ts'
import type { BidRecord } from './records.ts'

/** Deletes a bid from the book if the bid is done (it does not wait for an ask) and the book has no match of it. */
export function forgetBid(book: Book, record: BidRecord): void {
  if (record.state !== 'done' || record.firstMatch !== null) return
  book.bids.delete(record.orderHash)
  if (book.avoided.size > 0) book.avoided.delete(record.orderHash)
}
