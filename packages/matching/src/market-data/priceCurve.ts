import type { AskRecord } from '../book/askRecord.ts'
import type { PastLease } from './pastCalendar.ts'
import { type PlayedBid, type PriceStep, priceThatWins, stepAt } from './priceSteps.ts'

/** The largest number of prices on a curve, with the ask's own price. */
const mostPrices = 24

/**
 * Replays bids against an ask at its own price, at lower and at higher prices, lowest first: all leases that the ask would have had, as if the
 * bids that rented its node had not done so yet. `leases` are those from before the first bid. A bid that rented the node counts up to its own
 * limit; at a higher price it could also have rented another machine.
 */
export function priceCurve(
  bids: readonly PlayedBid[],
  { record, leases, now }: { record: AskRecord; leases: readonly PastLease[]; now: number },
): PriceStep[] {
  const open = bids
    .map((played): PlayedBid => ({ ...played, past: { ...played.past, fills: played.past.fills.filter(({ node }) => node !== record.node.node) } }))
    .filter(({ bid, past }) => !(bid.byValue && past.fills.length > 0))
  return pricesOf(open, record.price).map((price) => stepAt(price, open, { record, leases, now }))
}

function pricesOf(bids: readonly PlayedBid[], own: bigint): bigint[] {
  const enough = [...new Set(bids.map(priceThatWins).filter((price) => price > 0n && price !== own))].sort((one, other) => (one < other ? -1 : 1))
  const most = mostPrices - 1
  const some =
    enough.length <= most ? enough : Array.from({ length: most }, (_, at) => enough[Math.floor((at * (enough.length - 1)) / (most - 1))] as bigint)
  return [...some, own].sort((one, other) => (one < other ? -1 : 1))
}
