import type { Address } from '@infinitio/domain'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'

/** The contracts whose logs `decodeLog` reads; ask the chain for these addresses and no topics. */
export function followedContracts(addresses: ChainAddresses): readonly Address[] {
  const { market, nodeRegistry, classCatalog, stakeVault, directory } = addresses
  return [market, nodeRegistry, classCatalog, stakeVault, directory]
}
