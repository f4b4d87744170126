import type { z } from 'zod'
import { bidStruct, structFromWire, structToWire, type Bid } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** A bid in JSON: a renter's signed order to buy GPU time. */
export const bidWire = structWire(bidStruct).meta({ id: 'Bid' })
export type BidWire = z.infer<typeof bidWire>

/** Returns the bid of a parsed wire shape, whose values are within their bounds. */
export function bidFromWire(wire: BidWire): Bid {
  return structFromWire(bidStruct, wire)
}

/** Returns the wire shape of a bid; the inverse of `bidFromWire`. */
export function bidToWire(bid: Bid): BidWire {
  return structToWire(bidStruct, bid)
}
