import type { AskRecord } from '../book/askRecord.ts'
import { freeGpus, lastHourBelow } from '../book/freeGpus.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import type { Turn } from '../book/turn.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import { matchAmount } from './matchAmount.ts'
import { forwardWindow, freeAtOnce, nodeMisfit, type Offer, startAfter, startsAtOnce, termsMisfit } from './offer.ts'
import { sliceOf } from './slice.ts'

/**
 * How much is wanted of an ask: so many GPUs, of which so many can be paid. `planned` is what earlier slices of the same search took of nodes,
 * `start` the one start that will do; null when there is none such.
 */
export type Wish = {
  readonly gpus: number
  readonly affordable: number
  readonly planned: ReadonlyMap<NodeRecord, number> | null
  readonly start: number | null
}

const slack = Number(startSlackSeconds)

/** What an ask can give a bid now, at its earliest start; null when nothing. Price and balance are looked at elsewhere. */
export function findOffer(turn: Turn, bid: BidRecord, record: AskRecord, wish: Wish): Offer | null {
  if (!mayServe(turn, bid, record)) return null
  if (!startsAtOnce(bid, turn)) return findForward(turn, bid, record, wish)
  const gpus = sliceFrom(bid, record, wish, freeAtOnce(turn, bid, record))
  if (gpus === 0) return null
  const { second } = turn
  const toHour = Math.ceil((second + slack + bid.seconds) / 3600)
  return { record, gpus, amount: matchAmount(turn.book, bid, record, gpus), start: 0, fromHour: Math.floor(second / 3600), toHour }
}

/** True when there is something that an ask can give a bid now: the same question where the answer is not needed. */
export function hasOffer(turn: Turn, bid: BidRecord, record: AskRecord, wish: Wish): boolean {
  if (!mayServe(turn, bid, record)) return false
  if (!startsAtOnce(bid, turn)) return findForward(turn, bid, record, wish) !== null
  return sliceFrom(bid, record, wish, freeAtOnce(turn, bid, record)) > 0
}

function mayServe(turn: Turn, bid: BidRecord, record: AskRecord): boolean {
  return !record.node.isHidden && nodeMisfit(bid, record.node) === null && termsMisfit(turn, bid, record) === null
}

/** A start that an hour is too full for is tried again after the last such hour, so that a window is read once. */
function findForward(turn: Turn, bid: BidRecord, record: AskRecord, wish: Wish): Offer | null {
  const { first, last } = forwardWindow(turn, bid)
  const { node, from, until } = record
  const least = Math.max(bid.minSlice, record.minGpus)
  const wanted = least + (wish.planned?.get(node) ?? 0)
  for (let start = wish.start ?? first; start <= last && start + bid.seconds <= until; ) {
    const hours = { fromHour: Math.floor(start / 3600), toHour: Math.ceil((start + bid.seconds) / 3600) }
    const blocked = lastHourBelow(node, hours, wanted)
    if (blocked === null && start >= from) {
      const gpus = sliceFrom(bid, record, wish, freeGpus(node, hours.fromHour, hours.toHour))
      return gpus === 0 ? null : { record, gpus, amount: matchAmount(turn.book, bid, record, gpus), start, ...hours }
    }
    if (wish.start !== null) return null
    start = blocked === null ? startAfter(start) : (blocked + 1) * 3600
  }
  return null
}

function sliceFrom(bid: BidRecord, { node, minGpus, maxGpus }: AskRecord, { gpus, affordable, planned }: Wish, free: number): number {
  const left = planned === null ? free : free - (planned.get(node) ?? 0)
  const least = Math.max(bid.minSlice, minGpus)
  return left < least ? 0 : sliceOf({ wanted: gpus, most: Math.min(left, maxGpus, affordable), least, minSlice: bid.minSlice })
}
