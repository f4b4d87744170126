import { expiryMarginSeconds } from '../rules/marketRules.ts'
import type { Book } from './book.ts'

/** Earliest wall-clock millisecond at which time alone changes the book (a hold or an ask runs out). Null while nothing waits. */
export function nextDueAtMs(book: Book): number | null {
  const [oldestHold] = book.liveHolds.values()
  const holdMs = oldestHold?.expiresAtMs ?? null
  const [nextAsk] = book.expiries
  if (nextAsk === undefined || book.clock === null) return holdMs
  const leftSeconds = nextAsk.ask.expiry - expiryMarginSeconds - book.clock.timestamp
  const askMs = book.clock.atMs + Math.max(0, Number(leftSeconds)) * 1000
  return holdMs === null ? askMs : Math.min(holdMs, askMs)
}
