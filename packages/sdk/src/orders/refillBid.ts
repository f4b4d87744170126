import {
  type Bid,
  bidPieceFee,
  bidStruct,
  durationSeconds,
  nodeId,
  orderRelayFee,
  pTokenUnits,
  structFromWire,
  structToWire,
  timeInForce as codes,
  unixSeconds,
  zeroHex32,
} from '@infinitio/domain'
import { type BidWire, type ChainWire, type LeaseWire, settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'

/** The reasons for which a lease ends that its renter did not want. */
const lostFor: readonly LeaseWire['endReason'][] = ['provider_ended', 'node_lost', 'no_show']
const leastSeconds = 60
const startSlackSeconds = 120n
const longestLifeSeconds = 7n * 86_400n - 60n

/** Returns true for a lease that is over and that its provider or its machine ended before its time. */
export function isLostLease({ state, endReason }: Pick<LeaseWire, 'state' | 'endReason'>): boolean {
  return (state === 'ended' || state === 'closed') && lostFor.includes(endReason)
}

/**
 * Returns the bid that replaces a lost lease of an older bid, or null if less than a minute of its time is left. `gpus`, `regionId` and `seconds` (the unused
 * time) are those of the lost lease. The bid rests until one machine has all its GPUs, at no higher price and no higher fee than the older bid. In place of a
 * member of a cluster it takes only a machine in the same region, and the new lease joins the network of the cluster.
 */
export function refillBid(
  wire: BidWire,
  lost: {
    readonly gpus: number
    readonly seconds: number
    readonly regionId: number
    readonly nonce: bigint
    readonly chain: Pick<ChainWire, 'chainNow'> & SettleTermsWire
  },
): Bid | null {
  const { gpus, seconds, regionId, nonce, chain } = lost
  const older = structFromWire(bidStruct, wire)
  if (seconds < leastSeconds) return null
  const now = BigInt(chain.chainNow)
  const life = BigInt(seconds) < longestLifeSeconds ? BigInt(seconds) : longestLifeSeconds
  const expiry = unixSeconds(now + life)
  const terms = {
    maxPricePerGpuSecond: pTokenUnits(older.maxPricePerGpuSecond),
    durationSeconds: durationSeconds(BigInt(seconds)),
    ...{ gpus, minGpusPerNode: gpus },
  }
  return {
    ...older,
    ...terms,
    ...{ nonce, expiry, startFrom: unixSeconds(now - startSlackSeconds), startUntil: expiry, timeInForce: codes.gtc },
    ...{ node: nodeId(zeroHex32), allOrNothing: false, regionMask: older.cluster ? 1n << BigInt(regionId) : older.regionMask },
    maxRelayFee: orderRelayFee({ ...terms, relayFee: bidPieceFee(terms, settleTermsFromWire(chain)) }),
  }
}

/** Returns a bid as JSON text, for a program that stores the bid before it sends it. */
export function bidToText(bid: Bid): string {
  return JSON.stringify(structToWire(bidStruct, bid))
}

/** Reads a bid from the text that `bidToText` returned. */
export function bidFromText(text: string): Bid {
  return structFromWire(bidStruct, JSON.parse(text) as BidWire)
}
