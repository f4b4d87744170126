import type { BidRecord } from './bidRecord.ts'
import type { Book } from './book.ts'

/** Forgets a bid that does not rest and has no known match. Bids judged before version 4 remain for a day. */
export function forgetBid(book: Book, record: BidRecord): void {
  if (record.state !== 'done' || record.firstMatch !== null) return
  book.bids.delete(record.orderHash)
  if (book.avoided.size > 0) book.avoided.delete(record.orderHash)
}
