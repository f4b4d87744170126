import type { ListingIndex } from '../createListingIndex.ts'
import { freeGpusFrom, latestStartSeconds } from './freeGpus.ts'
import { isTaken } from '../rows/listingColumns.ts'

/** A lease that begins on a later second; `seconds` 0: an hour, or what the ask allows near it. */
export type LaterSpan = { readonly now: number; readonly startAt: number; readonly seconds: number }

/** A lease ends within 28 days of now; an order leaves its start an hour, so it is counted from an hour later. */
export const latestEndSeconds = 28 * 86_400 - 3_600

/**
 * GPUs of an offered row that an order can have from a later second on, by the rules of the book: the ask must be in it until then. 0 when it cannot.
 * A row with taken hours is looked up, one without is judged by its columns.
 */
export function freeLater(index: ListingIndex, slot: number, { now, startAt, seconds: asked }: LaterSpan): number {
  const columns = index.columns()
  let seconds = asked
  if (asked === 0) seconds = columns.usualSeconds[slot] as number
  else if (asked < (columns.minSeconds[slot] as number) || asked > (columns.maxSeconds[slot] as number)) return 0
  if ((columns.leavesAt[slot] as number) <= startAt || (columns.opensAt[slot] as number) > startAt) return 0
  // The column leaves room for a settle that comes late; this lease begins on its second.
  if ((columns.endsAt[slot] as number) + latestStartSeconds < startAt + seconds || startAt + seconds > now + latestEndSeconds) return 0
  const isIdle = ((columns.flags[slot] as number) & isTaken) === 0
  const free = isIdle ? (columns.gpus[slot] as number) : freeGpusFrom(index.nodeAt(slot), { startAt, durationSeconds: seconds })
  return free < (columns.minGpus[slot] as number) ? 0 : free
}
