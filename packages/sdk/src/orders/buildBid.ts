import {
  type Bid,
  address,
  bidPieceFee,
  bps,
  durationSeconds,
  engineExecutor,
  nodeId,
  pTokenUnits,
  timeInForce,
  unixSeconds,
  workloadHash as brandWorkloadHash,
} from '@infinitio/domain'
import { type ChainWire, type ListingWire, settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'

const bidLifeSeconds = 600
const clockSlackSeconds = 120
/** A lease that starts later may start so much after its hour: the chain has time to settle it. */
const laterWindowSeconds = 3_600

/**
 * Returns a bid that rents this listing at its shown price and never above: pinned to the node, all GPUs or none, matched at once or cancelled. The lease
 * starts when it settles, or from `startAt` on (Unix seconds, to come), at most an hour later. The bid is good for ten minutes of the block clock.
 * The nonce must be free (`getWallet().nextNonce.bid`).
 */
export function buildBid(args: {
  listing: Pick<ListingWire, 'node' | 'classId' | 'regionId'>
  pricePerGpuSecond: string
  renter: string
  gpus: number
  durationSeconds: number
  startAt?: number
  workloadHash: string
  nonce: bigint
  chain: Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire
}): Bid {
  const now = BigInt(args.chain.chainNow)
  const terms = {
    maxPricePerGpuSecond: pTokenUnits(BigInt(args.pricePerGpuSecond)),
    durationSeconds: durationSeconds(BigInt(args.durationSeconds)),
    ...{ gpus: args.gpus, minGpusPerNode: args.gpus },
  }
  return {
    renter: address(args.renter.toLowerCase()),
    classMask: 1n << BigInt(args.listing.classId),
    regionMask: 1n << BigInt(args.listing.regionId),
    minVramGib: 0,
    minTier: 0,
    minReliabilityBps: bps(0n),
    node: nodeId(args.listing.node),
    ...terms,
    allOrNothing: true,
    cluster: false,
    ...startOf(args.startAt, now),
    maxRelayFee: bidPieceFee(terms, settleTermsFromWire(args.chain)),
    timeInForce: timeInForce.ioc,
    workloadHash: brandWorkloadHash(args.workloadHash),
    maxFeeBps: bps(BigInt(args.chain.feeBps)),
    executor: engineExecutor,
    nonce: args.nonce,
    expiry: unixSeconds(now + BigInt(bidLifeSeconds)),
  }
}

function startOf(startAt: number | undefined, now: bigint): Pick<Bid, 'startFrom' | 'startUntil'> {
  const [from, until] =
    startAt === undefined ? [now - BigInt(clockSlackSeconds), now + BigInt(bidLifeSeconds)] : [BigInt(startAt), BigInt(startAt + laterWindowSeconds)]
  return { startFrom: unixSeconds(from), startUntil: unixSeconds(until) }
}
