import type { Hex32 } from '@infinitio/domain'
import { stringToHex } from 'viem'

/** Names of the contracts in the Directory, in ASCII. */
export const directoryNames = {
  market: 'Market',
  leaseToken: 'LeaseToken',
  pToken: 'PToken',
  stablecoin: 'Stablecoin',
  stakeVault: 'StakeVault',
  nodeRegistry: 'NodeRegistry',
  classCatalog: 'ClassCatalog',
  attestations: 'Attestations',
  feeSplitter: 'FeeSplitter',
  faucet: 'Faucet',
} as const

/** Returns an ASCII name in the contracts' key form: right-padded to 32 bytes. Throws if the name has more than 32 bytes. */
export function nameKey(name: string): Hex32 {
  return stringToHex(name, { size: 32 })
}
