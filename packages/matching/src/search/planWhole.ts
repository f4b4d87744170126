import { availableOf } from '../book/availableBalance.ts'
import { HourCounts } from '../book/hourCounts.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import type { Turn } from '../book/turn.ts'
import type { BidRecord } from '../book/bidRecord.ts'
import type { ReservedHours } from '../events/bookEvent.ts'
import { manySlicesVersion } from '../rules/marketRules.ts'
import { candidatesOf } from './candidates.ts'
import type { SliceWish } from './findForward.ts'
import { findSlice } from './findSlice.ts'
import { isWithinPrice, type Offer } from './offer.ts'

/** Where and when all slices of a plan must be; null: anywhere, at any start. */
export type Within = { readonly regionId: number | null; readonly start: number | null }

/** Before version 6 a slice counted in every hour for the slices after it. */
const everyHour: ReservedHours = { fromHour: 0, toHour: Number.MAX_SAFE_INTEGER }

/**
 * The slices that make a bid whole, in the order in which it takes them: of each ask as many as it gives, then of the next. Null when the bid does not get whole, or is more
 * than its balance covers. Before version 6 each ask gave one slice.
 */
export function planWhole(turn: Turn, bid: BidRecord, { regionId, start }: Within): Offer[] | null {
  const inSlices = turn.book.version >= manySlicesVersion
  const available = availableOf(bid.account)
  const offers: Offer[] = []
  let planned: Map<NodeRecord, HourCounts> | null = null
  let left = bid.gpus
  let amount = 0n
  const asks = candidatesOf(turn, bid, regionId)
  let record = asks.next()
  while (record !== undefined) {
    if (!isWithinPrice(bid, record) && !bid.byValue) return null
    const wish: SliceWish = { gpus: left, affordable: left, planned, start, inSlices }
    const offer = isWithinPrice(bid, record) ? findSlice(turn, bid, record, wish) : null
    if (offer !== null) {
      offers.push(offer)
      left -= offer.gpus
      amount += offer.amount
      if (amount > available) {
        turn.isShort = true
        return null
      }
      if (left === 0) return offers
      planned = withSlice(planned, offer, inSlices ? offer : everyHour)
    }
    if (offer === null || !inSlices) record = asks.next()
  }
  return null
}

/** Counts a slice among those that were planned before it. */
function withSlice(
  planned: Map<NodeRecord, HourCounts> | null,
  { record: { node }, gpus }: Offer,
  hours: ReservedHours,
): Map<NodeRecord, HourCounts> {
  const all = planned ?? new Map<NodeRecord, HourCounts>()
  let counts = all.get(node)
  if (counts === undefined) {
    counts = new HourCounts()
    all.set(node, counts)
  }
  counts.change(hours, gpus)
  return all
}
