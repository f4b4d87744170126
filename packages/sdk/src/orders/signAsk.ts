import { type Ask, askTypedData } from '@infinitio/domain'
import { askToWire, type ChainWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/** Signs an ask and returns it in the form that `placeOrder` takes. */
export async function signAsk(
  signer: TypedDataSigner,
  { ask, chain }: { ask: Ask; chain: Pick<ChainWire, 'chainId' | 'addresses'> },
): Promise<PlaceOrderWire> {
  return { kind: 'ask', order: askToWire(ask), signature: await signTypedData(signer, askTypedData(ask, signingDomainOf(chain))) }
}
