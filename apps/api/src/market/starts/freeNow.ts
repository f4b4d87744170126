import { endHourOf, freeInRow, isTaken, type ListingColumns } from '../rows/listingColumns.ts'

/** The current time and the duration of a lease that starts now. If `seconds` is 0, the lease lasts an hour, or the nearest duration that the ask allows. */
export type SpanOfRows = { readonly now: number; readonly startOfHour: number; readonly seconds: number }

/**
 * Returns how many GPUs of a listed node can be booked now, by the rules of `unavailability`; 0 if the node cannot be booked. If the ask allows fewer GPUs for
 * one lease, this function does not apply that limit.
 */
export function freeNow(columns: ListingColumns, slot: number, { now, startOfHour, seconds: asked }: SpanOfRows): number {
  let seconds = asked
  if (asked === 0) seconds = columns.usualSeconds[slot] as number
  else if (asked < (columns.minSeconds[slot] as number) || asked > (columns.maxSeconds[slot] as number)) return 0
  if ((columns.leavesAt[slot] as number) <= now || (columns.opensAt[slot] as number) > now) return 0
  if ((columns.endsAt[slot] as number) < now + seconds) return 0
  // Most nodes have no booked hours. All their GPUs are free, so their hours need not be searched.
  const isIdle = ((columns.flags[slot] as number) & isTaken) === 0
  const free = isIdle ? (columns.gpus[slot] as number) : freeInRow(columns, slot, endHourOf({ now, seconds, startOfHour }))
  return free < (columns.minGpus[slot] as number) ? 0 : free
}
