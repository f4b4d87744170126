import { cancelOrderTypedData, orderHash, unixSeconds } from '@infinitio/domain'
import type { CancelOrderWire, ChainWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

const signedLifeSeconds = 600

/** The owner takes an order out of the book: pausing a listing, or giving up a bid that has not matched. Good for ten minutes. */
export async function signCancelOrder(
  signer: TypedDataSigner,
  args: { orderHash: string; chain: Pick<ChainWire, 'chainId' | 'addresses' | 'chainNow'> },
): Promise<CancelOrderWire> {
  const expiry = args.chain.chainNow + signedLifeSeconds
  const data = cancelOrderTypedData({ orderHash: orderHash(args.orderHash), expiry: unixSeconds(BigInt(expiry)) }, signingDomainOf(args.chain))
  return { expiry, signature: await signTypedData(signer, data) }
}
