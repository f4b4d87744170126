import { type Bid, bidKeepsPlace } from '@infinitio/domain'
import { changedBid, type FeesNow } from '@infinitio/sdk'

/** The fields of a resting order that may be changed. Price in base units per GPU-second, `expiry` in Unix seconds. */
export type BidChange = { readonly pricePerGpuSecond: bigint; readonly gpus: number; readonly expiry: number }

/** Returns what a change does to the queue position of an order among those of the same price: nothing was changed, the order keeps its position, or it goes to the end. `gpusToGo` is the number of GPUs that it still needs. */
export function queuePositionAfter(
  { older, gpusToGo }: { readonly older: Bid; readonly gpusToGo: number },
  change: BidChange,
  chain: FeesNow,
): 'same' | 'keeps' | 'end' {
  if (change.pricePerGpuSecond === older.maxPricePerGpuSecond && change.gpus === gpusToGo && BigInt(change.expiry) === older.expiry) return 'same'
  return bidKeepsPlace({ older, gpusToGo, newer: changedBid({ older, change, nonce: older.nonce, chain }) }) ? 'keeps' : 'end'
}
