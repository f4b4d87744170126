import { type Bid, bidPieceFee, bps, orderRelayFee, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { type ChainWire, settleTermsFromWire, type SettleTermsWire } from '@infinitio/domain/wire'

/** What is to be another than it was: the price in base units per GPU-second, GPUs of a bid, when it leaves the book in Unix seconds, whether leases of an ask may be given away. */
export type OrderChange = { readonly pricePerGpuSecond?: bigint; readonly gpus?: number; readonly expiry?: number; readonly transferable?: boolean }

/** What of the chain a changed bid is made by. */
export type FeesNow = Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire

/**
 * The bid that takes the place of one that waits: all its terms but those changed. Fee limits rise to what the market asks now; GPUs that must come together shrink
 * with it; a lease that may start at once may do so for as long as the order is kept.
 */
export function changedBid({
  older,
  change,
  nonce,
  chain,
}: {
  readonly older: Bid
  readonly change: OrderChange
  readonly nonce: bigint
  readonly chain: FeesNow
}): Bid {
  const { gpus = older.gpus, pricePerGpuSecond = older.maxPricePerGpuSecond } = change
  const expiry = unixSeconds(change.expiry === undefined ? older.expiry : BigInt(change.expiry))
  const isOneNode = older.minGpusPerNode === older.gpus
  const minGpusPerNode = isOneNode || older.minGpusPerNode > gpus ? gpus : older.minGpusPerNode
  const terms = { maxPricePerGpuSecond: pTokenUnits(pricePerGpuSecond), gpus, minGpusPerNode, durationSeconds: older.durationSeconds }
  const relayFee = orderRelayFee({ ...terms, relayFee: bidPieceFee(terms, settleTermsFromWire(chain)) })
  const mayStartNow = older.startFrom <= BigInt(chain.chainNow)
  return {
    ...older,
    ...terms,
    maxRelayFee: pTokenUnits(larger(older.maxRelayFee, relayFee)),
    maxFeeBps: bps(larger(older.maxFeeBps, BigInt(chain.feeBps))),
    startUntil: unixSeconds(mayStartNow ? larger(older.startUntil, expiry) : older.startUntil),
    nonce,
    expiry,
  }
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
