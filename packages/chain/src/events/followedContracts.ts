import type { Address } from '@infinitio/domain'
import type { ChainAddresses } from '../addresses/chainAddresses.ts'
import { classCatalogAbi } from '../generated/classCatalogAbi.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { leaseTokenAbi } from '../generated/leaseTokenAbi.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'

/**
 * Returns the addresses of the market's contracts that the follower reads. Request their logs without a filter of topics. `decodeLog` decodes their logs, and
 * also those of the service ledger, which is not in this list. Attestations and FeeSplitter are left out, because each of their effects on a table is also an
 * event of a contract in this list.
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
