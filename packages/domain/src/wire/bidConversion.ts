import { type Bid, workloadHash } from '../index.ts'
import type { BidWire } from './bid.ts'
import { toAddress, toBps, toDuration, toNodeId, toTokens, toUnix } from './toDomain.ts'

/** The bid that a wire shape spells. The wire shape was parsed, so every value is within its bounds. */
export function bidFromWire(wire: BidWire): Bid {
  return {
    renter: toAddress(wire.renter),
    classMask: BigInt(wire.classMask),
    regionMask: BigInt(wire.regionMask),
    minVramGib: wire.minVramGib,
    minTier: wire.minTier,
    minReliabilityBps: toBps(wire.minReliabilityBps),
    node: toNodeId(wire.node),
    gpus: wire.gpus,
    minGpusPerNode: wire.minGpusPerNode,
    allOrNothing: wire.allOrNothing,
    cluster: wire.cluster,
    durationSeconds: toDuration(wire.durationSeconds),
    startFrom: toUnix(wire.startFrom),
    startUntil: toUnix(wire.startUntil),
    maxPricePerGpuSecond: toTokens(wire.maxPricePerGpuSecond),
    maxRelayFee: toTokens(wire.maxRelayFee),
    timeInForce: wire.timeInForce,
    workloadHash: workloadHash(wire.workloadHash),
    maxFeeBps: toBps(wire.maxFeeBps),
    executor: toAddress(wire.executor),
    nonce: BigInt(wire.nonce),
    expiry: toUnix(wire.expiry),
  }
}

/** The wire shape of a bid; the inverse of `bidFromWire`. */
export function bidToWire(bid: Bid): BidWire {
  return {
    renter: bid.renter,
    classMask: bid.classMask.toString(),
    regionMask: bid.regionMask.toString(),
    minVramGib: bid.minVramGib,
    minTier: bid.minTier,
    minReliabilityBps: Number(bid.minReliabilityBps),
    node: bid.node,
    gpus: bid.gpus,
    minGpusPerNode: bid.minGpusPerNode,
    allOrNothing: bid.allOrNothing,
    cluster: bid.cluster,
    durationSeconds: Number(bid.durationSeconds),
    startFrom: Number(bid.startFrom),
    startUntil: Number(bid.startUntil),
    maxPricePerGpuSecond: bid.maxPricePerGpuSecond.toString(),
    maxRelayFee: bid.maxRelayFee.toString(),
    timeInForce: bid.timeInForce,
    workloadHash: bid.workloadHash,
    maxFeeBps: Number(bid.maxFeeBps),
    executor: bid.executor,
    nonce: bid.nonce.toString(),
    expiry: Number(bid.expiry),
  }
}
