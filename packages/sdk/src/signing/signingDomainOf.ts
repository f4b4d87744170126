import { address, type SigningDomain } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'

/** Returns the EIP-712 domain of the market in a chain answer. */
export function signingDomainOf(chain: Pick<ChainWire, 'chainId' | 'addresses'>): SigningDomain {
  return { chainId: chain.chainId, market: address(chain.addresses.market) }
}
