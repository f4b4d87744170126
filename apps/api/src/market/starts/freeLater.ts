import { horizonSeconds } from '@infinitio/domain'
import type { ListingIndex } from '../createListingIndex.ts'
import { freeGpusFrom, latestStartSeconds } from './freeGpus.ts'
import { isTaken } from '../rows/listingColumns.ts'

/** A lease that begins at a later time. If `seconds` is 0, the lease lasts an hour, or the nearest duration that the ask allows. */
export type LaterSpan = { readonly now: number; readonly startAt: number; readonly seconds: number }

/**
 * The latest end of a lease that may be ordered, in seconds from now. The contract allows 28 days from the settlement. An order may wait an hour for its
 * settlement, so this limit is an hour shorter.
 */
export const latestEndSeconds = horizonSeconds - 3_600

/**
 * Returns how many GPUs of a listed node an order can get if it starts at `startAt`; 0 if it cannot get any. Applies the rules of the order book, for example
 * that the ask must stay in the book until that start. Reads the node's calendar only if it has booked hours.
 */
export function freeLater(index: ListingIndex, slot: number, { now, startAt, seconds: asked }: LaterSpan): number {
  const columns = index.columns()
  let seconds = asked
  if (asked === 0) seconds = columns.usualSeconds[slot] as number
  else if (asked < (columns.minSeconds[slot] as number) || asked > (columns.maxSeconds[slot] as number)) return 0
  if ((columns.leavesAt[slot] as number) <= startAt || (columns.opensAt[slot] as number) > startAt) return 0
  // The column `endsAt` leaves time for a late settlement. But this lease begins exactly at its start time, so that time may be used, too.
  if ((columns.endsAt[slot] as number) + latestStartSeconds < startAt + seconds || startAt + seconds > now + latestEndSeconds) return 0
  const isIdle = ((columns.flags[slot] as number) & isTaken) === 0
  const free = isIdle ? (columns.gpus[slot] as number) : freeGpusFrom(index.nodeAt(slot), { startAt, durationSeconds: seconds })
  return free < (columns.minGpus[slot] as number) ? 0 : free
}
