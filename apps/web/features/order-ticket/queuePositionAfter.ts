import { type Bid, bidKeepsPlace } from '@infinitio/domain'
import { changedBid, type FeesNow } from '@infinitio/sdk'

/** Holds the changeable fields of a resting order. Price in base units per GPU-second, `expiry` in Unix seconds. */
export type BidChange = { readonly pricePerGpuSecond: bigint; readonly gpus: number; readonly expiry: number }

/**
 * States how a change affects the queue position at the same price: no change was made, the position remains, or the order goes to the end.
 * `gpusToGo` is the number of unfilled GPUs.
 */
export function queuePositionAfter(
  { older, gpusToGo }: { readonly older: Bid; readonly gpusToGo: number },
  change: BidChange,
  chain: FeesNow,
): 'same' | 'keeps' | 'end' {
  if (change.pricePerGpuSecond === older.maxPricePerGpuSecond && change.gpus === gpusToGo && BigInt(change.expiry) === older.expiry) return 'same'
  return bidKeepsPlace({ older, gpusToGo, newer: changedBid({ older, change, nonce: older.nonce, chain }) }) ? 'keeps' : 'end'
}
