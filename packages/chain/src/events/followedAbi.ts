import { classCatalogAbi } from '../generated/classCatalogAbi.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { leaseTokenAbi } from '../generated/leaseTokenAbi.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'

/** Every event a followed contract can write. */
export const followedAbi = [
  ...marketAbi.filter((item) => item.type === 'event'),
  ...leaseTokenAbi.filter((item) => item.type === 'event'),
  ...nodeRegistryAbi.filter((item) => item.type === 'event'),
  ...classCatalogAbi.filter((item) => item.type === 'event'),
  ...stakeVaultAbi.filter((item) => item.type === 'event'),
  ...directoryAbi.filter((item) => item.type === 'event'),
]
