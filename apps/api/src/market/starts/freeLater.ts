import type { ListingIndex } from '../createListingIndex.ts'
import { freeGpusFrom, latestStartSeconds } from './freeGpus.ts'
import { isTaken } from '../rows/listingColumns.ts'

/** A lease that begins at a later time. `seconds` is 0 for an hour or the nearest duration that the ask allows. */
export type LaterSpan = { readonly now: number; readonly startAt: number; readonly seconds: number }

/** A lease must end within 28 days. An order may wait up to an hour for its settle, so this limit is an hour shorter. */
export const latestEndSeconds = 28 * 86_400 - 3_600

/**
 * Returns the number of GPUs of an offered row that an order can get from a later start on, by the rules of the book: the ask must be in the book until then.
 * Returns 0 if the order cannot get any. A row with booked hours is looked up in the node; one without is checked by its columns.
 */
export function freeLater(index: ListingIndex, slot: number, { now, startAt, seconds: asked }: LaterSpan): number {
  const columns = index.columns()
  let seconds = asked
  if (asked === 0) seconds = columns.usualSeconds[slot] as number
  else if (asked < (columns.minSeconds[slot] as number) || asked > (columns.maxSeconds[slot] as number)) return 0
  if ((columns.leavesAt[slot] as number) <= startAt || (columns.opensAt[slot] as number) > startAt) return 0
  // The column reserves time for a late settle, but this lease begins exactly at its start.
  if ((columns.endsAt[slot] as number) + latestStartSeconds < startAt + seconds || startAt + seconds > now + latestEndSeconds) return 0
  const isIdle = ((columns.flags[slot] as number) & isTaken) === 0
  const free = isIdle ? (columns.gpus[slot] as number) : freeGpusFrom(index.nodeAt(slot), { startAt, durationSeconds: seconds })
  return free < (columns.minGpus[slot] as number) ? 0 : free
}
