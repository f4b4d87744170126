import { type Bid, bidPieceFee, escrowOf, orderRelayFee, type PTokenUnits, pTokenUnits, type SettleTerms } from '@infinitio/domain'

/**
 * The most that a bid can take from its renter's balance: the escrow at the highest price and fee it allows, and the relay fee of each settle;
 * a fee is rounded up in each.
 */
export function mostSpentOn(bid: Bid, relayFee: PTokenUnits): PTokenUnits {
  const { gpus, durationSeconds, maxPricePerGpuSecond: pricePerGpuSecond, maxFeeBps: feeBps } = bid
  const settles = mostSettlesOf(bid)
  return pTokenUnits(escrowOf({ pricePerGpuSecond, gpus, durationSeconds, feeBps }) + relayFee * settles + settles - 1n)
}

/** Returns in how many settles a bid can be filled at most: in its smallest slices. One ask of one machine may give several slices (docs/matching.md). */
export function mostSettlesOf({ gpus, minGpusPerNode }: Pick<Bid, 'gpus' | 'minGpusPerNode'>): bigint {
  return BigInt(Math.ceil(gpus / Math.max(minGpusPerNode, 1)))
}

/** Returns the most that a settle of a bid takes as its relay fee, in base units: what small pieces are asked for, where the bid signs that, else the usual fee. */
export function pieceFeeOf(bid: Bid, terms: SettleTerms): PTokenUnits {
  const fee = bidPieceFee(bid, terms)
  return fee > terms.relayFee && bid.maxRelayFee >= orderRelayFee({ ...bid, relayFee: fee }) ? fee : terms.relayFee
}
