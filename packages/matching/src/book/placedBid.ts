import { type Bps, type DurationSeconds, type NodeId, type PTokenUnits, type UnixSeconds, zeroHex32 } from '@infinitio/domain'
import type { BidRecord, PlaceBid } from './records.ts'

/** Returns the command that placed a bid, unchanged. */
export function placedBidOf(record: BidRecord): PlaceBid {
  const { orderHash, signature, extras } = record
  return { kind: 'PlaceBid', bid: bidOf(record), signature, orderHash, ...extras }
}

function bidOf(record: BidRecord): PlaceBid['bid'] {
  return {
    renter: record.renter,
    classMask: BigInt(record.classMask),
    regionMask: BigInt(record.regionMask),
    minVramGib: record.minVramGib,
    minTier: record.minTier,
    minReliabilityBps: BigInt(record.minReliabilityBps) as Bps,
    node: record.node ?? (zeroHex32 as NodeId),
    gpus: record.gpus,
    minGpusPerNode: record.minGpusPerNode,
    allOrNothing: record.allOrNothing,
    cluster: record.isCluster,
    durationSeconds: BigInt(record.seconds) as DurationSeconds,
    startFrom: BigInt(record.startFrom) as UnixSeconds,
    startUntil: BigInt(record.startUntil) as UnixSeconds,
    maxPricePerGpuSecond: record.price as PTokenUnits,
    maxRelayFee: BigInt(record.maxRelayFee) as PTokenUnits,
    timeInForce: record.timeInForce,
    workloadHash: record.workloadHash,
    maxFeeBps: BigInt(record.maxFeeBps) as Bps,
    executor: record.executor,
    nonce: BigInt(record.nonce),
    expiry: BigInt(record.expiry) as UnixSeconds,
  }
}
