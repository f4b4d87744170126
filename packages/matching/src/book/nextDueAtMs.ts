import type { Book } from './book.ts'
import { isAsleep } from './woken.ts'

const never = Number.POSITIVE_INFINITY

/**
 * Returns the earliest wall-clock millisecond at which the order book changes without a command: a record expires or becomes due, or resting bids must still
 * search. Returns null if nothing waits.
 */
export function nextDueAtMs(book: Book): number | null {
  const { clock } = book
  let dueAtMs = Math.min(holdDueAtMs(book), book.pauses.firstAt ?? never)
  if (clock !== null) {
    const second = dueSecond(book)
    if (second !== never) dueAtMs = Math.min(dueAtMs, clock.atMs + Math.max(0, second - Number(clock.timestamp)) * 1000)
    if (!isAsleep(book)) dueAtMs = Math.min(dueAtMs, book.atMs)
  }
  return dueAtMs === never ? null : dueAtMs
}

/** Returns when the next hold expires. All holds have the same lifetime, so the oldest one expires first. */
function holdDueAtMs({ liveHolds }: Book): number {
  if (liveHolds.size > 0) for (const { expiresAtMs } of liveHolds.values()) return expiresAtMs
  return never
}

/**
 * Returns the earliest second of the chain clock at which something is due. If there are resting bids and nodes with taken hours, the next full hour counts
 * too, because GPUs may become free then.
 */
function dueSecond({ leaving, waiting, standing, busyNodes, hour }: Book): number {
  const leavesAt = leaving.firstAt ?? never
  if (standing.count === 0) return leavesAt
  const hourAt = busyNodes.length > 0 ? (hour + 1) * 3600 : never
  return Math.min(leavesAt, waiting.firstAt ?? never, hourAt)
}
