import { type Bid, bidKeepsPlace } from '@infinitio/domain'
import { changedBid, type FeesNow } from '@infinitio/sdk'

/** What may be changed of an order that waits. Price in base units per GPU-second, `expiry` in Unix seconds. */
export type BidChange = { readonly pricePerGpuSecond: bigint; readonly gpus: number; readonly expiry: number }

/** What a change does to an order's place among those of the same price: nothing was changed, it keeps it, or it goes to the end. `gpusToGo`: what it still looks for. */
export function queuePositionAfter(
  { older, gpusToGo }: { readonly older: Bid; readonly gpusToGo: number },
  change: BidChange,
  chain: FeesNow,
): 'same' | 'keeps' | 'end' {
  if (change.pricePerGpuSecond === older.maxPricePerGpuSecond && change.gpus === gpusToGo && BigInt(change.expiry) === older.expiry) return 'same'
  return bidKeepsPlace({ older, gpusToGo, newer: changedBid({ older, change, nonce: older.nonce, chain }) }) ? 'keeps' : 'end'
}
