import type { Book } from './book.ts'
import type { AskRecord, BidRecord } from './records.ts'

/** Links an open order to the connection that placed it, if the order requests that. */
export function enterSession(book: Book, record: AskRecord | BidRecord): void {
  const session = sessionOf(record)
  if (session === undefined) return
  const orders = book.sessions.get(session)
  if (orders === undefined) book.sessions.set(session, new Set([record]))
  else orders.add(record)
}

/** Removes the link of an order that left the book. */
export function leaveSession(book: Book, record: AskRecord | BidRecord): void {
  const session = sessionOf(record)
  if (session === undefined) return
  const orders = book.sessions.get(session)
  orders?.delete(record)
  if (orders?.size === 0) book.sessions.delete(session)
}

function sessionOf(record: AskRecord | BidRecord): string | undefined {
  return record.extras?.session
}
