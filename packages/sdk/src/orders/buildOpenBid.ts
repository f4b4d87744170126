import {
  type Bid,
  address,
  bidPieceFee,
  bps,
  durationSeconds,
  engineExecutor,
  mayRest,
  nodeId,
  orderRelayFee,
  pTokenUnits,
  timeInForce as codes,
  type TimeInForceName,
  unixSeconds,
  workloadHash as brandWorkloadHash,
  zeroHex32,
} from '@infinitio/domain'
import { type ChainWire, settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'

const startSlackSeconds = 120n
const longestLifeSeconds = 7n * 86_400n - 60n

/**
 * A renter's requirements for machines that the matcher chooses. Prices are in PToken base units per GPU-second,
 * times in Unix seconds.
 */
export type OpenBid = {
  renter: string
  classIds: readonly number[]
  regionIds: readonly number[]
  gpus: number
  durationSeconds: number
  maxPricePerGpuSecond: string
  workloadHash: string
  nonce: bigint
  chain: Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire
  /** How long the bid waits for GPUs. `ioc` (default) and `fok` do not wait. `gtc` and `gtt` rest in the order book until all GPUs are filled. */
  timeInForce?: TimeInForceName
  /** The time when the order leaves the order book, at most 7 days from now. Default: 10 minutes, or 7 days for a resting bid. */
  expiry?: number
  minGpusPerNode?: number
  allOrNothing?: boolean
  /** True: all GPUs are in one region, their leases start together, and they settle together or not at all. */
  cluster?: boolean
  /**
   * Earliest start of the lease in Unix seconds. Default: no earliest start; the lease starts when it settles, while the bid is valid. A future start is
   * binding.
   */
  startFrom?: number
  startUntil?: number
  /** The only machine that may fill the bid. Absent: any machine. */
  node?: string
  minVramGib?: number
  minTier?: number
  minReliabilityBps?: number
}

/** Builds a bid that any fitting machines may fill. The options allow a price limit, a cluster, or a later start. */
export function buildOpenBid(wish: OpenBid): Bid {
  const now = BigInt(wish.chain.chainNow)
  const code = codes[wish.timeInForce ?? 'ioc']
  const life = mayRest({ timeInForce: code }) ? longestLifeSeconds : 600n
  const expiry = wish.expiry === undefined ? now + life : BigInt(wish.expiry)
  const startFrom = wish.startFrom === undefined ? now - startSlackSeconds : BigInt(wish.startFrom)
  const { cluster = false, allOrNothing = cluster, minGpusPerNode = 1 } = wish
  const terms = {
    maxPricePerGpuSecond: pTokenUnits(BigInt(wish.maxPricePerGpuSecond)),
    durationSeconds: durationSeconds(BigInt(wish.durationSeconds)),
    ...{ gpus: wish.gpus, minGpusPerNode },
  }
  return {
    renter: address(wish.renter.toLowerCase()),
    classMask: maskOf(wish.classIds),
    regionMask: maskOf(wish.regionIds),
    minVramGib: wish.minVramGib ?? 0,
    minTier: wish.minTier ?? 0,
    minReliabilityBps: bps(BigInt(wish.minReliabilityBps ?? 0)),
    node: nodeId(wish.node ?? zeroHex32),
    ...terms,
    allOrNothing,
    cluster,
    startFrom: unixSeconds(startFrom),
    startUntil: unixSeconds(wish.startUntil === undefined ? later(expiry, startFrom) : BigInt(wish.startUntil)),
    maxRelayFee: orderRelayFee({ ...terms, relayFee: bidPieceFee(terms, settleTermsFromWire(wish.chain)) }),
    timeInForce: code,
    workloadHash: brandWorkloadHash(wish.workloadHash),
    maxFeeBps: bps(BigInt(wish.chain.feeBps)),
    executor: engineExecutor,
    nonce: wish.nonce,
    expiry: unixSeconds(expiry),
  }
}

function later(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}

function maskOf(ids: readonly number[]): bigint {
  return ids.reduce((mask, id) => mask | (1n << BigInt(id)), 0n)
}
