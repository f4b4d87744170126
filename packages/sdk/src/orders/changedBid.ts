import { type Ask, type Bid, bidPieceFee, bps, orderRelayFee, pTokenUnits, unixSeconds } from '@infinitio/domain'
import {
  askFromWire,
  type AskWire,
  bidFromWire,
  type BidWire,
  type ChainWire,
  type OrderWire,
  type PlaceOrderWire,
  settleTermsFromWire,
  type SettleTermsWire,
} from '@infinitio/domain/wire'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import { signAsk } from './buildAsk.ts'
import { signBid } from './buildBid.ts'

/**
 * The changed fields: price in base units per GPU-second, GPUs of a bid, expiry in Unix seconds, and whether leases
 * of an ask may be transferred.
 */
export type OrderChange = { readonly pricePerGpuSecond?: bigint; readonly gpus?: number; readonly expiry?: number; readonly transferable?: boolean }

/** The chain data (time and current fees) from which a changed bid gets its fee limits. */
export type FeesNow = Pick<ChainWire, 'chainNow' | 'feeBps'> & SettleTermsWire

/**
 * Returns the bid that replaces an open one with some changes. All other terms stay the same, with three exceptions:
 * - Fee limits rise to the market's current fees.
 * - The minimum number of GPUs on one machine: if the old bid wanted all its GPUs on one machine, the new bid wants that, too. Otherwise the minimum stays the
 *   same, but is never above the new number of GPUs.
 * - If the lease could start at once, it still can while the order is open.
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

/**
 * Signs an order that replaces an open order with some changes; submit it with `replaceOrder`. A new bid asks only for the GPUs that are not filled yet, and
 * its fee limits rise to the market's current fees. If a lease of the old bid could start at once, a lease of the new bid can do so while the order is open.
 * The nonce must be unused.
 */
export function signChangedOrder(
  signer: TypedDataSigner,
  { order, change, nonce, chain }: { order: OrderWire; change: OrderChange; nonce: bigint; chain: ChainWire },
): Promise<PlaceOrderWire> {
  if (order.kind === 'ask') return signAsk(signer, { ask: changedAsk(askFromWire(order.order as AskWire), { change, nonce }), chain })
  const older = bidFromWire(order.order as BidWire)
  const bid = changedBid({ older, change: { gpus: order.gpusToGo, ...change }, nonce, chain })
  return signBid(signer, { bid, chain }).then((signed) => ({ ...signed, rank: order.rank ?? 'price' }) as PlaceOrderWire)
}

function changedAsk(older: Ask, { change, nonce }: { change: OrderChange; nonce: bigint }): Ask {
  const { pricePerGpuSecond = older.pricePerGpuSecond, transferable = older.transferable, expiry } = change
  return {
    ...{ ...older, pricePerGpuSecond: pTokenUnits(pricePerGpuSecond), transferable, nonce },
    ...(expiry === undefined ? {} : { expiry: unixSeconds(BigInt(expiry)) }),
  }
}
