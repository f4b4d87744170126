import { address, type SigningDomain } from '@infinitio/domain'
import type { Hex } from 'viem'
import type { MarketState } from './marketState.ts'

/** One event a call writes, by its name in the contract's ABI and its arguments. */
export type ModelEvent = {
  contract: 'market' | 'leaseToken' | 'pToken' | 'faucet' | 'nodeRegistry' | 'classCatalog' | 'stakeVault' | 'directory'
  name: string
  args: Record<string, unknown>
}

/** Where the contracts are, as far as the model knows them. */
export type ModelAddresses = {
  directory: string
  market: string
  leaseToken: string
  pToken: string
  stablecoin: string
  stakeVault: string
  nodeRegistry: string
  classCatalog: string
  attestations: string
  feeSplitter: string
  faucet: string
}

/** Who made a signature over a digest; throws when nobody did. The simulation has cheap signatures of its own. */
export type Recover = (digest: Hex, signature: Hex) => string

/** What a call can see and do: the state it changes, its block's second, its sender, and the events it writes. */
export type Turn = {
  state: MarketState
  now: number
  sender: string
  chainId: number
  addresses: ModelAddresses
  recover: Recover
  emit: (event: ModelEvent) => void
}

/** The domain that everything is signed for. */
export function domainOf({ chainId, addresses }: Turn): SigningDomain {
  return { chainId, market: address(addresses.market) }
}
