import type { Bid } from '@infinitio/domain'

/** A bid as the contract's ABI takes it: viem passes integers of at most 48 bits as numbers. */
export function bidToChain(bid: Bid) {
  return {
    ...bid,
    minReliabilityBps: Number(bid.minReliabilityBps),
    durationSeconds: Number(bid.durationSeconds),
    startFrom: Number(bid.startFrom),
    startUntil: Number(bid.startUntil),
    maxFeeBps: Number(bid.maxFeeBps),
    expiry: Number(bid.expiry),
  }
}
