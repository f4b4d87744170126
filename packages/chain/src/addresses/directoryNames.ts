import type { Hex32 } from '@infinitio/domain'
import { stringToHex } from 'viem'

/** The names under which the Directory keeps the contracts, as ASCII. */
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

/** An ASCII name as the contracts key it: right-padded to 32 bytes. Throws when it is longer. */
export function nameKey(name: string): Hex32 {
  return stringToHex(name, { size: 32 })
}
