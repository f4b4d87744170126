import { type Bid, bidPieceFee, orderRelayFee, type PTokenUnits, pTokenUnits, type SettleTerms, signedCost } from '@infinitio/domain'

/**
 * The most that a bid can take from its renter's balance: the escrow at the highest price and fee it allows, and the fee of each settle. A share is
 * rounded up in each.
 */
export function mostSpentOn(bid: Bid, settleFee: PTokenUnits): PTokenUnits {
  const settles = mostSettlesOf(bid)
  return pTokenUnits(signedCost(bid, { gpus: bid.gpus, leases: Number(settles) }).escrow + settleFee * settles)
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
