import { type Bid, escrowOf, type PTokenUnits, pTokenUnits } from '@infinitio/domain'

/** The most that a bid can take from its renter's balance: the escrow at the highest price and fee it allows, and the relay fee. */
export function mostSpentOn(bid: Bid, relayFee: PTokenUnits): PTokenUnits {
  const { gpus, durationSeconds, maxPricePerGpuSecond: pricePerGpuSecond, maxFeeBps: feeBps } = bid
  return pTokenUnits(escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps }) + relayFee)
}
