import { type Bid, bidKeepsPlace, bps, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'

/** What may be changed of an order that waits. Price in base units per GPU-second, `expiry` in Unix seconds. */
export type BidChange = { readonly pricePerGpuSecond: bigint; readonly gpus: number; readonly expiry: number }

/** A bid and what it still looks for. */
export type OlderBid = { readonly older: Bid; readonly gpusToGo: number }

/**
 * The bid that takes the place of one that waits: all its terms but those changed. Fee limits rise to what the market asks now; GPUs that must
 * come together shrink with it; a lease that may start at once may do so for as long as the order is kept.
 */
export function editedBid({
  older,
  change,
  nonce,
  chain,
}: Pick<OlderBid, 'older'> & {
  readonly change: BidChange
  readonly nonce: bigint
  readonly chain: Pick<ChainWire, 'chainNow' | 'feeBps' | 'relayFee'>
}): Bid {
  const { gpus } = change
  const expiry = unixSeconds(BigInt(change.expiry))
  const isOneNode = older.minGpusPerNode === older.gpus
  const mayStartNow = older.startFrom <= BigInt(chain.chainNow)
  return {
    ...older,
    gpus,
    minGpusPerNode: isOneNode || older.minGpusPerNode > gpus ? gpus : older.minGpusPerNode,
    maxPricePerGpuSecond: pTokenUnits(change.pricePerGpuSecond),
    maxRelayFee: pTokenUnits(larger(older.maxRelayFee, BigInt(chain.relayFee))),
    maxFeeBps: bps(larger(older.maxFeeBps, BigInt(chain.feeBps))),
    startUntil: unixSeconds(mayStartNow ? larger(older.startUntil, expiry) : older.startUntil),
    nonce,
    expiry,
  }
}

/** What a change does to an order's place among those of the same price: nothing was changed, it keeps it, or it goes to the end. */
export function placeAfter(bid: OlderBid, change: BidChange, chain: Pick<ChainWire, 'chainNow' | 'feeBps' | 'relayFee'>): 'same' | 'keeps' | 'end' {
  const { older, gpusToGo } = bid
  if (change.pricePerGpuSecond === older.maxPricePerGpuSecond && change.gpus === gpusToGo && BigInt(change.expiry) === older.expiry) return 'same'
  return bidKeepsPlace({ older, gpusToGo, newer: editedBid({ older, change, nonce: older.nonce, chain }) }) ? 'keeps' : 'end'
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
