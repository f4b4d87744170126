import {
  type Bid,
  address,
  bps,
  durationSeconds,
  engineExecutor,
  nodeId,
  pTokenUnits,
  timeInForce,
  unixSeconds,
  workloadHash as brandWorkloadHash,
} from '@infinitio/domain'
import type { ChainWire, ListingWire } from '@infinitio/domain/wire'

const bidLifeSeconds = 600
const clockSlackSeconds = 120

/**
 * A bid that books this listing now, at its shown price and never above: pinned to the node, immediate or cancel.
 * It is good for ten minutes of the block clock. The nonce must be free (`getWallet().nextNonce.bid`).
 */
export function buildBid(args: {
  listing: Pick<ListingWire, 'node' | 'classId' | 'regionId'>
  pricePerGpuSecond: string
  renter: string
  gpus: number
  durationSeconds: number
  workloadHash: string
  nonce: bigint
  chain: Pick<ChainWire, 'chainNow' | 'feeBps' | 'relayFee'>
}): Bid {
  const now = BigInt(args.chain.chainNow)
  return {
    renter: address(args.renter.toLowerCase()),
    classMask: 1n << BigInt(args.listing.classId),
    regionMask: 1n << BigInt(args.listing.regionId),
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: nodeId(args.listing.node),
    gpus: args.gpus,
    minGpusPerNode: args.gpus,
    allOrNothing: true,
    cluster: false,
    durationSeconds: durationSeconds(BigInt(args.durationSeconds)),
    startFrom: unixSeconds(now - BigInt(clockSlackSeconds)),
    startUntil: unixSeconds(now + BigInt(bidLifeSeconds)),
    maxPricePerGpuSecond: pTokenUnits(BigInt(args.pricePerGpuSecond)),
    maxRelayFee: pTokenUnits(BigInt(args.chain.relayFee)),
    timeInForce: timeInForce.ioc,
    workloadHash: brandWorkloadHash(args.workloadHash),
    maxFeeBps: bps(BigInt(args.chain.feeBps)),
    executor: engineExecutor,
    nonce: args.nonce,
    expiry: unixSeconds(now + BigInt(bidLifeSeconds)),
  }
}
