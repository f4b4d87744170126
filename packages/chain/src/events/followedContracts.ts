import type { Address } from '@infinitio/domain'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'

/**
 * The contracts whose logs `decodeLog` reads; ask the chain for these addresses and no topics. Attestations and FeeSplitter are left out:
 * what they do to nodes, leases and bonds, the contracts they act on say themselves.
 */
export function followedContracts(addresses: ChainAddresses): readonly Address[] {
  const { market, leaseToken, nodeRegistry, classCatalog, stakeVault, directory } = addresses
  return [market, leaseToken, nodeRegistry, classCatalog, stakeVault, directory]
}
