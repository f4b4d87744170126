import { type Address, type Hex32, isRefusal, type Refusal, type SigningDomain } from '@infinitio/domain'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import type { Services } from '../../services/services.ts'
import { contractRefusal, mayBeOfContract } from '../../signatures/contractRefusal.ts'

type Signed = { readonly hash: (domain: SigningDomain) => Hex32; readonly signer: Address; readonly signature: string; readonly caller: string }

/** Refuses a form that its author did not sign, by its key or by the code of a contract account: `auth.signature_*` and the codes of `contractRefusal`. */
export async function signatureRefusal(services: Services, { hash, signer, signature, caller }: Signed): Promise<Refusal | null> {
  const { chainId, addresses } = await services.facts.read()
  const domain = { chainId, market: addresses.market }
  const signed = checkSignedOrder(hash, { signer, signature, domain })
  if (!isRefusal(signed)) return null
  if (!mayBeOfContract(signed)) return signed
  return contractRefusal(services, { account: signer, digest: hash(domain), signature, caller }, signed)
}
