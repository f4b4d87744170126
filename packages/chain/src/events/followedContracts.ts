import type { Address } from '@infinitio/domain'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { classCatalogAbi } from '../generated/classCatalogAbi.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { leaseTokenAbi } from '../generated/leaseTokenAbi.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'

/**
 * Returns the contracts with logs that `decodeLog` reads. Request their logs without a filter of topics. Attestations and FeeSplitter are left out: the
 * contracts that they call write the events that matter.
 */
export function followedContracts(addresses: ChainAddresses): readonly Address[] {
  const { market, leaseToken, nodeRegistry, classCatalog, stakeVault, directory } = addresses
  return [market, leaseToken, nodeRegistry, classCatalog, stakeVault, directory]
}

/** Every event of the followed contracts. */
export const followedAbi = [
  ...marketAbi.filter((item) => item.type === 'event'),
  ...leaseTokenAbi.filter((item) => item.type === 'event'),
  ...nodeRegistryAbi.filter((item) => item.type === 'event'),
  ...classCatalogAbi.filter((item) => item.type === 'event'),
  ...stakeVaultAbi.filter((item) => item.type === 'event'),
  ...directoryAbi.filter((item) => item.type === 'event'),
]
