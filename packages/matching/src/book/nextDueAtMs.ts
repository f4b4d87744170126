import type { Book } from './book.ts'
import { isAsleep } from './woken.ts'

/** Earliest wall-clock millisecond at which time alone changes the book: something runs out or comes to its time. Null while nothing waits. */
export function nextDueAtMs(book: Book): number | null {
  const [oldestHold] = book.liveHolds.values()
  const moments: number[] = oldestHold === undefined ? [] : [oldestHold.expiresAtMs]
  const { clock } = book
  if (clock !== null) {
    const timestamp = Number(clock.timestamp)
    for (const second of dueSeconds(book)) moments.push(clock.atMs + Math.max(0, second - timestamp) * 1000)
    if (!isAsleep(book)) moments.push(book.atMs)
  }
  return moments.length === 0 ? null : Math.min(...moments)
}

/** Seconds of the chain clock. With standing bids each full hour counts, as hours of leases pass. */
function dueSeconds(book: Book): number[] {
  const seconds = [book.leaving.firstAt, book.standing.count === 0 ? null : book.waiting.firstAt]
  if (book.standing.count > 0 && book.busyNodes.size > 0) seconds.push((book.hour + 1) * 3600)
  return seconds.filter((second) => second !== null)
}
