import { type Bid, bidPieceFee, orderRelayFee, type PTokenUnits, pTokenUnits, type SettleTerms, signedCost } from '@infinitio/domain'

/**
 * Returns the most that a bid can take from its renter's balance, in base units. This is the escrow at the highest price and fee that the bid allows, plus the
 * relay fee of each settle transaction. Each settle transaction rounds its part of the amount up.
 */
export function mostSpentOn(bid: Bid, settleFee: PTokenUnits): PTokenUnits {
  const settles = mostSettlesOf(bid)
  return pTokenUnits(signedCost(bid, { gpus: bid.gpus, leases: Number(settles) }).escrow + settleFee * settles)
}

/**
 * Returns the most settle transactions that can fill a bid: each one fills at least the smallest slice that the bid allows. One ask of one machine may fill
 * several slices (docs/matching.md).
 */
export function mostSettlesOf({ gpus, minGpusPerNode }: Pick<Bid, 'gpus' | 'minGpusPerNode'>): bigint {
  return BigInt(Math.ceil(gpus / Math.max(minGpusPerNode, 1)))
}

/**
 * Returns the highest relay fee that one settle transaction of a bid can cost, in base units. One transaction fills a piece (part) of the bid. Small pieces may
 * have a higher fee than usual; the result is this higher fee if the bid allows it, and otherwise the usual fee.
 */
export function pieceFeeOf(bid: Bid, terms: SettleTerms): PTokenUnits {
  const fee = bidPieceFee(bid, terms)
  return fee > terms.relayFee && bid.maxRelayFee >= orderRelayFee({ ...bid, relayFee: fee }) ? fee : terms.relayFee
}
