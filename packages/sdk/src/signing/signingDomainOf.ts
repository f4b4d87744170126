import { address, type SigningDomain } from '@infinitio/domain'
import type { AddressesWire } from '@infinitio/domain/wire'

/** Returns the EIP-712 domain of the market in a chain answer. */
export function signingDomainOf(chain: { readonly chainId: number; readonly addresses: Pick<AddressesWire, 'market'> }): SigningDomain {
  return { chainId: chain.chainId, market: address(chain.addresses.market) }
}
