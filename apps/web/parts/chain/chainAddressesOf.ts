import type { ChainAddresses } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'

/** Returns the contract addresses of an API answer, under the names that the chain package uses. */
export function chainAddressesOf({ addresses }: Pick<ChainWire, 'addresses'>): ChainAddresses {
  return {
    directory: address(addresses.directory),
    market: address(addresses.market),
    leaseToken: address(addresses.leaseToken),
    pToken: address(addresses.ptoken),
    stablecoin: address(addresses.stablecoin),
    stakeVault: address(addresses.stakeVault),
    nodeRegistry: address(addresses.nodeRegistry),
    classCatalog: address(addresses.classCatalog),
    attestations: address(addresses.attestations),
    feeSplitter: address(addresses.feeSplitter),
    faucet: addresses.faucet === null ? null : address(addresses.faucet),
  }
}
