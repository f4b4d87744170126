import { address, type SigningDomain, type TypedData } from '@infinitio/domain'
import type { AddressesWire } from '@infinitio/domain/wire'

/** A signer of EIP-712 data for an account: a viem account, or a function around a wagmi wallet client. */
export type TypedDataSigner = {
  readonly address: string
  // biome-ignore lint/suspicious/noExplicitAny: viem types its argument by the literal types, which a value built at run time has not.
  signTypedData(data: any): Promise<string>
}

/** Signs EIP-712 data and returns the signature in the only form that the market accepts: in lower case and, if it has 65 bytes, with v 27 or 28. */
export async function signTypedData(signer: TypedDataSigner, data: TypedData): Promise<`0x${string}`> {
  const signature = (await signer.signTypedData(data)).toLowerCase()
  const v = Number.parseInt(signature.slice(130, 132), 16)
  // A signature of another length, for example of a contract account, has no v to change.
  if (signature.length !== 132) return signature as `0x${string}`
  return `${signature.slice(0, 130)}${(v < 27 ? v + 27 : v).toString(16)}` as `0x${string}`
}

/** Returns the EIP-712 domain of the market, from the answer of `getChain`. */
export function signingDomainOf(chain: { readonly chainId: number; readonly addresses: Pick<AddressesWire, 'market'> }): SigningDomain {
  return { chainId: chain.chainId, market: address(chain.addresses.market) }
}
