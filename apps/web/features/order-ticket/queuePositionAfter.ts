import { type Bid, bidKeepsPlace } from '@infinitio/domain'
import { changedBid, type FeesNow } from '@infinitio/sdk'

/** The fields of an order in the book that can be changed. The price is in base units per GPU-second, `expiry` in Unix seconds. */
export type BidChange = { readonly pricePerGpuSecond: bigint; readonly gpus: number; readonly expiry: number }

/**
 * Returns the effect of a change on an order's position in the queue at its price. `same`: the change has the values that the order already has. `keeps`: the
 * order keeps its position. `end`: it moves to the end of the queue. `gpusToGo` is the number of GPUs that are not matched yet.
 */
export function queuePositionAfter(
  { older, gpusToGo }: { readonly older: Bid; readonly gpusToGo: number },
  change: BidChange,
  chain: FeesNow,
): 'same' | 'keeps' | 'end' {
  if (change.pricePerGpuSecond === older.maxPricePerGpuSecond && change.gpus === gpusToGo && BigInt(change.expiry) === older.expiry) return 'same'
  return bidKeepsPlace({ older, gpusToGo, newer: changedBid({ older, change, nonce: older.nonce, chain }) }) ? 'keeps' : 'end'
}
