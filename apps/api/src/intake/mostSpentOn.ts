import { type Bid, escrowOf, type PTokenUnits, pTokenUnits } from '@infinitio/domain'
import { mostSettlesOf } from './mostSettlesOf.ts'

/**
 * The most that a bid can take from its renter's balance: the escrow at the highest price and fee it allows, and the relay fee of each settle;
 * a fee is rounded up in each.
 */
export function mostSpentOn(bid: Bid, relayFee: PTokenUnits): PTokenUnits {
  const { gpus, durationSeconds, maxPricePerGpuSecond: pricePerGpuSecond, maxFeeBps: feeBps } = bid
  const settles = mostSettlesOf(bid)
  return pTokenUnits(escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps }) + relayFee * settles + settles - 1n)
}
