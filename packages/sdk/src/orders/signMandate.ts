import { type Mandate, mandateTypedData } from '@infinitio/domain'
import { type ChainWire, type MandateWire, mandateToWire } from '@infinitio/domain/wire'
import { signingDomainOf } from '../signing/signingDomainOf.ts'
import { signTypedData, type TypedDataSigner } from '../signing/signTypedData.ts'

/** A mandate with its signature, as it goes beside each ask that a node's key signs under it. */
export type SignedMandate = { readonly mandate: MandateWire; readonly mandateSignature: string }

/** Lets a node's own key sign asks of that node: at or above a price, for leases up to a length, until a moment. Signed by the provider's wallet. */
export async function signMandate(
  signer: TypedDataSigner,
  { mandate, chain }: { mandate: Mandate; chain: Pick<ChainWire, 'chainId' | 'addresses'> },
): Promise<SignedMandate> {
  return { mandate: mandateToWire(mandate), mandateSignature: await signTypedData(signer, mandateTypedData(mandate, signingDomainOf(chain))) }
}
