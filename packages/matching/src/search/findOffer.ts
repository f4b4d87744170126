import type { Turn } from '../book/turn.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'
import { findForward, sliceOf } from './findForward.ts'
import { matchAmount } from './matchAmount.ts'
import { freeAtOnce, mayServe, type Offer, startsAtOnce } from './offer.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

/** A bid's remaining demand: the number of GPUs that it still wants, and the number that it can pay for at the ask's price. */
export type Wish = { readonly gpus: number; readonly affordable: number }

const slack = Number(startSlackSeconds)

/**
 * Returns the GPUs of an ask that a bid can get, at the bid's earliest possible start, or null if it can get none. A spot bid starts now. Price and balance are
 * checked elsewhere.
 */
export function findOffer(turn: Turn, bid: BidRecord, record: AskRecord, wish: Wish): Offer | null {
  if (!mayServe(turn, bid, record)) return null
  if (!startsAtOnce(bid, turn)) return findLater(turn, bid, record, wish)
  const gpus = sliceFrom(bid, record, wish, freeAtOnce(turn, bid, record))
  if (gpus === 0) return null
  const { second } = turn
  const toHour = Math.ceil((second + slack + bid.seconds) / 3600)
  return { record, gpus, amount: matchAmount(turn.book, bid, record, gpus), start: 0, fromHour: Math.floor(second / 3600), toHour }
}

/** Returns true if an ask can give a bid some GPUs now. This is cheaper than `findOffer`. */
export function hasOffer(turn: Turn, bid: BidRecord, record: AskRecord, wish: Wish): boolean {
  if (!mayServe(turn, bid, record)) return false
  if (!startsAtOnce(bid, turn)) return findLater(turn, bid, record, wish) !== null
  return sliceFrom(bid, record, wish, freeAtOnce(turn, bid, record)) > 0
}

function findLater(turn: Turn, bid: BidRecord, record: AskRecord, { gpus, affordable }: Wish): Offer | null {
  return findForward(turn, bid, record, { gpus, affordable, planned: null, start: null, inSlices: false })
}

function sliceFrom(bid: BidRecord, { minGpus, maxGpus }: AskRecord, { gpus, affordable }: Wish, free: number): number {
  const least = Math.max(bid.minSlice, minGpus)
  return free < least ? 0 : sliceOf({ wanted: gpus, most: Math.min(free, maxGpus, affordable), least, minSlice: bid.minSlice })
}
