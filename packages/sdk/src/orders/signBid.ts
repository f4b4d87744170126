import { type Bid, bidTypedData } from '@infinitio/domain'
import { bidToWire, type ChainWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/**
 * Signs a bid and returns it in the form that `placeOrder` takes. `holdId` uses a hold; `leaseName` is the lease's
 * future name.
 */
export async function signBid(
  signer: TypedDataSigner,
  { bid, chain, holdId, leaseName }: { bid: Bid; chain: Pick<ChainWire, 'chainId' | 'addresses'>; holdId?: string; leaseName?: string },
): Promise<PlaceOrderWire> {
  const signature = await signTypedData(signer, bidTypedData(bid, signingDomainOf(chain)))
  return {
    kind: 'bid',
    order: bidToWire(bid),
    signature,
    ...(holdId === undefined ? {} : { holdId }),
    ...(leaseName === undefined ? {} : { leaseName }),
  }
}
