import type { z } from 'zod'
import { bidStruct, structFromWire, structToWire, type Bid } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** A bid in JSON: a renter's signed order to buy GPU time. */
export const bidWire = structWire(bidStruct).meta({ id: 'Bid' })
export type BidWire = z.infer<typeof bidWire>

/** Converts a bid from its parsed JSON form. The schema has already checked the bounds. */
export function bidFromWire(wire: BidWire): Bid {
  return structFromWire(bidStruct, wire)
}

/** Converts a bid to its JSON form; the inverse of `bidFromWire`. */
export function bidToWire(bid: Bid): BidWire {
  return structToWire(bidStruct, bid)
}
