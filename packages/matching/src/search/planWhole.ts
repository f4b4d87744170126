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

/** The required region and start of all slices of a plan. Null accepts any. */
export type Within = { readonly regionId: number | null; readonly start: number | null }

/** The hours in which a planned slice counted for the later slices before version 6: all hours. */
const everyHour: ReservedHours = { fromHour: 0, toHour: Number.MAX_SAFE_INTEGER }

/**
 * Returns the slices that fill a bid whole, in the order in which it takes them: all slices of one ask, then of the next. Returns null if there are not enough,
 * or if the balance is too low for them. Before version 6 each ask gave one slice.
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

/** Adds a slice to the earlier slices of the plan. */
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
