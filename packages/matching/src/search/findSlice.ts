import { freeBeside } from '../book/freeGpus.ts'
import type { Turn } from '../book/turn.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'
import { findForward, type SliceWish, sliceFrom } from './findForward.ts'
import { matchAmount } from './matchAmount.ts'
import { freeAtOnce, mayServe, type Offer, startsAtOnce } from './offer.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

const slack = Number(startSlackSeconds)

/**
 * Returns the next slice (GPUs of one ask) that an ask can add to the plan for a whole bid, at the earliest possible start, or null if it can add none. Price
 * and balance are checked elsewhere.
 */
export function findSlice(turn: Turn, bid: BidRecord, record: AskRecord, wish: SliceWish): Offer | null {
  if (!mayServe(turn, bid, record)) return null
  if (!startsAtOnce(bid, turn)) return findForward(turn, bid, record, wish)
  const { second, book } = turn
  const hours = { fromHour: Math.floor(second / 3600), toHour: Math.ceil((second + slack + bid.seconds) / 3600) }
  const free = freeAtOnce(turn, bid, record)
  // The number of free GPUs is already known; this only subtracts the slices of the plan.
  const planned = free === 0 ? undefined : wish.planned?.get(record.node)
  const gpus = sliceFrom(bid, record, wish, planned === undefined ? free : freeBeside(record.node, planned, hours))
  return gpus === 0 ? null : { record, gpus, amount: matchAmount(book, bid, record, gpus), start: 0, ...hours }
}
