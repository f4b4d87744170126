import type { Address } from '@infinitio/domain'

/** Where the contracts of one deployment are. `faucet` is null on every chain but a development chain. */
export type ChainAddresses = {
  readonly directory: Address
  readonly market: Address
  readonly leaseToken: Address
  readonly pToken: Address
  readonly stablecoin: Address
  readonly stakeVault: Address
  readonly nodeRegistry: Address
  readonly classCatalog: Address
  readonly attestations: Address
  readonly feeSplitter: Address
  readonly faucet: Address | null
}
