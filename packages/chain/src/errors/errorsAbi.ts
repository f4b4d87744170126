import { attestationsAbi } from '../generated/attestationsAbi.ts'
import { classCatalogAbi } from '../generated/classCatalogAbi.ts'
import { devFaucetAbi } from '../generated/devFaucetAbi.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { feeSplitterAbi } from '../generated/feeSplitterAbi.ts'
import { leaseTokenAbi } from '../generated/leaseTokenAbi.ts'
import { marketAbi } from '../generated/marketAbi.ts'
import { nodeRegistryAbi } from '../generated/nodeRegistryAbi.ts'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../generated/stakeVaultAbi.ts'

/** The errors of the market's contracts together, because a call of one contract may fail inside another. */
export const errorsAbi = [
  ...marketAbi.filter((item) => item.type === 'error'),
  ...leaseTokenAbi.filter((item) => item.type === 'error'),
  ...nodeRegistryAbi.filter((item) => item.type === 'error'),
  ...classCatalogAbi.filter((item) => item.type === 'error'),
  ...stakeVaultAbi.filter((item) => item.type === 'error'),
  ...pTokenAbi.filter((item) => item.type === 'error'),
  ...directoryAbi.filter((item) => item.type === 'error'),
  ...attestationsAbi.filter((item) => item.type === 'error'),
  ...feeSplitterAbi.filter((item) => item.type === 'error'),
  ...devFaucetAbi.filter((item) => item.type === 'error'),
]
