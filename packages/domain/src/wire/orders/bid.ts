import type { z } from 'zod'
import { bidStruct, structFromWire, structToWire, type Bid } from '../../index.ts'
import { structWire } from '../structWire.ts'

/** A bid as it travels: a renter's signed order to buy GPU time. */
export const bidWire = structWire(bidStruct).meta({ id: 'Bid' })
export type BidWire = z.infer<typeof bidWire>

/** The bid that a wire shape spells. The wire shape was parsed, so every value is within its bounds. */
export function bidFromWire(wire: BidWire): Bid {
  return structFromWire(bidStruct, wire)
}

/** The wire shape; the inverse of `bidFromWire`. */
export function bidToWire(bid: Bid): BidWire {
  return structToWire(bidStruct, bid)
}
