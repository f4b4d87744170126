import { freeBeside, freeGpus, lastHourBelow, lastHourBelowBeside } from '../book/freeGpus.ts'
import type { HourCounts } from '../book/structures/hourCounts.ts'
import type { Turn } from '../book/turn.ts'
import { matchAmount } from './matchAmount.ts'
import { forwardWindow, type Offer, startAfter } from './offer.ts'
import type { AskRecord, BidRecord, NodeRecord } from '../book/records.ts'

/**
 * The arguments for finding a slice: a part of a bid that one ask fills. `gpus` is the number of GPUs that the bid still wants, and `affordable` the number
 * that it can pay for. `planned` contains, by node, the hours of slices that were chosen before for the same bid. `start` is the required start, or null for
 * any. With `inSlices`, one ask may give all GPUs in several slices.
 */
export type SliceWish = {
  readonly gpus: number
  readonly affordable: number
  readonly planned: ReadonlyMap<NodeRecord, HourCounts> | null
  readonly start: number | null
  readonly inSlices: boolean
}

/**
 * Returns the GPUs that an ask can give a bid at the earliest possible start, or null if it can give none. Looks at the first start in the bid's window of
 * start times, and at full hours after it. If an hour has too few GPUs, continues after the last such hour.
 */
export function findForward(turn: Turn, bid: BidRecord, record: AskRecord, wish: SliceWish): Offer | null {
  const { first, last } = forwardWindow(turn, bid)
  const { node, from, until } = record
  const wanted = Math.max(bid.minSlice, record.minGpus)
  const planned = wish.planned?.get(node)
  for (let start = wish.start ?? first; start <= last && start + bid.seconds <= until; ) {
    const hours = { fromHour: Math.floor(start / 3600), toHour: Math.ceil((start + bid.seconds) / 3600) }
    const blocked = planned === undefined ? lastHourBelow(node, hours, wanted) : lastHourBelowBeside(node, planned, { ...hours, wanted })
    if (blocked === null && start >= from) {
      const free = planned === undefined ? freeGpus(node, hours.fromHour, hours.toHour) : freeBeside(node, planned, hours)
      const gpus = sliceFrom(bid, record, wish, free)
      return gpus === 0 ? null : { record, gpus, amount: matchAmount(turn.book, bid, record, gpus), start, ...hours }
    }
    if (wish.start !== null) return null
    start = blocked === null ? startAfter(start) : (blocked + 1) * 3600
  }
  return null
}

/** Returns how many of an ask's `free` GPUs the next slice of a bid can have; 0 if no slice is possible. */
export function sliceFrom(bid: BidRecord, { minGpus, maxGpus }: AskRecord, { gpus, affordable, inSlices }: SliceWish, free: number): number {
  const least = Math.max(bid.minSlice, minGpus)
  if (free < least) return 0
  const first = inSlices && free >= gpus ? firstOfAll({ wanted: gpus, most: maxGpus, least }) : 0
  return first > 0 ? first : sliceOf({ wanted: gpus, most: Math.min(free, maxGpus, affordable), least, minSlice: bid.minSlice })
}

/**
 * Returns the number of GPUs that the first slice should have, if one ask gives all of `wanted` in as few slices as possible, each of `least` to `most` GPUs.
 * It is the largest number with which the later slices can still give the rest. Returns 0 if no such slices add up to `wanted`.
 */
function firstOfAll({ wanted, most, least }: { wanted: number; most: number; least: number }): number {
  const others = (Math.ceil(wanted / most) - 1) * least
  return others + least > wanted ? 0 : Math.min(most, wanted - others)
}

/**
 * Returns how many GPUs of an ask a bid takes in one slice: as many as the bid wants and the ask allows (`most`), or 0 if these are fewer than `least`. A rest
 * of the bid that is smaller than `minSlice` could never be filled. If such a rest would remain, makes the slice smaller where that is possible.
 */
export function sliceOf({ wanted, most, least, minSlice }: { wanted: number; most: number; least: number; minSlice: number }): number {
  const gpus = Math.min(wanted, most)
  if (gpus < least) return 0
  const rest = wanted - gpus
  const smaller = wanted - minSlice
  return rest > 0 && rest < minSlice && smaller >= least ? smaller : gpus
}
