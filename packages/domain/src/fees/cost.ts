import { payOf } from '../leases/escrowOf.ts'
import type { Bid } from '../orders/bid.ts'
import type { Bps } from '../units/bps.ts'
import { pTokenUnits, type PTokenUnits } from '../units/pTokenUnits.ts'
import { feeLines, type FeeKeyOf } from './feeLines.ts'
import { feeUp } from './feeUp.ts'
import { type FeeFields, feeRecord, type Fees, feesIn, shareFees } from './fees.ts'
import { pieceRelayFee, settleFeeOf, type SettlePiece, type SettleTerms } from './settleFee.ts'

/**
 * The highest cost of a lease or an order for its renter, in base units. `escrow` is the amount that the contract locks: the price and the fees that are a
 * fraction of it. `total` is the price and all fees.
 */
export type Cost = {
  readonly price: PTokenUnits
  readonly fees: Fees<FeeKeyOf<{ payer: 'renter' }>>
  readonly escrow: PTokenUnits
  readonly total: PTokenUnits
}

/** Adds the renter's fees to a price. Returns the escrow and the total. */
export function costOf(price: PTokenUnits, fields: FeeFields<{ payer: 'renter' }>): Cost {
  const fees = feesIn(fields, { payer: 'renter' })
  const shares = feesIn(fields, { payer: 'renter', charge: 'share' })
  return { price, fees, escrow: pTokenUnits(price + shares.total), total: pTokenUnits(price + fees.total) }
}

/** Returns the highest cost of one lease for its renter, with the operator's fees for settling it. */
export function quoteCost({ feeBps, ...piece }: SettlePiece & { readonly feeBps: Bps }, terms: SettleTerms): Cost {
  const price = payOf({ ...piece, billableSeconds: piece.durationSeconds })
  return costOf(price, { ...shareFees({ pay: price, feeBps }), ...flatFees(piece, terms) })
}

/**
 * Returns the operator's flat fees for settling a piece of a bid (the part that becomes one lease), in base units. They are 0 if the operator does not settle
 * the piece, so that renter or provider must send it.
 */
export function flatFees(piece: SettlePiece, terms: SettleTerms): Readonly<Record<FeeKeyOf<{ charge: 'flat' }>, PTokenUnits>> {
  return { relayFee: settleFeeOf(piece, terms) ?? pTokenUnits(0n) }
}

/** The fields of a bid that limit its cost. */
export type PricedBid = Pick<Bid, 'gpus' | 'maxPricePerGpuSecond' | 'durationSeconds' | 'maxFeeBps' | 'maxRelayFee'>

/**
 * Returns the highest cost of some GPUs of a bid, in base units, if the price and all fees are as high as the bid allows. `leases` is the largest number of
 * leases that these GPUs may become. In each lease, a fee that is a fraction of the pay is rounded up by less than one unit, so each further lease adds one
 * unit. The signed limit of flat fees is for the whole order, and each lease pays a part of it in proportion to its GPUs.
 */
export function signedCost(bid: PricedBid, { gpus, leases }: { readonly gpus: number; readonly leases: number }): Cost {
  const price = payOf({ pricePerGpuSecond: bid.maxPricePerGpuSecond, gpus, billableSeconds: bid.durationSeconds })
  const roundings = leases > 1 ? BigInt(leases - 1) : 0n
  const most = feeRecord({ payer: 'renter' }, (key) => {
    const line = feeLines[key]
    if (line.charge === 'share') return feeUp({ amount: price, feeBps: bid[line.limit] }) + roundings
    return pieceRelayFee({ maxRelayFee: bid[line.limit], gpus: bid.gpus }, gpus)
  })
  return costOf(price, most)
}
