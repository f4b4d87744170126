import { cancelOrderTypedData, orderHash, unixSeconds } from '@infinitio/domain'
import type { CancelOrderWire, ChainWire } from '@infinitio/domain/wire'
import { signingDomainOf, signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600

/**
 * Signs the cancellation of an order in the order book, as the order's owner. The cancellation of an ask pauses its listing; the cancellation of a bid ends the
 * bid. The signature is valid for ten minutes.
 */
export async function signCancelOrder(
  signer: TypedDataSigner,
  args: { orderHash: string; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<CancelOrderWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const data = cancelOrderTypedData({ orderHash: orderHash(args.orderHash), expiry: unixSeconds(BigInt(expiry)) }, signingDomainOf(args.chain))
  return { expiry, signature: await signTypedData(signer, data) }
}
