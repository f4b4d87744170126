import { type Ask, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { askFromWire, type AskWire, bidFromWire, type BidWire, type ChainWire, type OrderWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { changedBid, type OrderChange } from './changedBid.ts'
import { signAsk } from './signAsk.ts'
import { signBid } from './signBid.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'

/**
 * Signs an order that takes the place of an open one, all its terms but those changed; hand it in with `replaceOrder`. A bid asks for the GPUs it still looks for,
 * its fee limits rise to what the market asks now, and one that may start at once may do so for as long as it is kept. The nonce must be free.
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
