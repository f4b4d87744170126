import { type Bid, bidPieceFee, orderRelayFee, type PTokenUnits, type SettleTerms } from '@infinitio/domain'

/** Returns the most that a settle of a bid takes as its relay fee, in base units: what small pieces are asked for, where the bid signs that, else the usual fee. */
export function pieceFeeOf(bid: Bid, terms: SettleTerms): PTokenUnits {
  const fee = bidPieceFee(bid, terms)
  return fee > terms.relayFee && bid.maxRelayFee >= orderRelayFee({ ...bid, relayFee: fee }) ? fee : terms.relayFee
}
