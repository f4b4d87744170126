import { address, type SigningDomain } from '@infinitio/domain'
import type { Hex } from 'viem'
import type { MarketState } from './marketState.ts'

/** One event that a modelled call emits: the contract, the event's name in the contract's ABI, and its arguments. */
export type ModelEvent = {
  contract: 'market' | 'leaseToken' | 'pToken' | 'faucet' | 'nodeRegistry' | 'classCatalog' | 'stakeVault' | 'directory'
  name: string
  args: Record<string, unknown>
}

/** The addresses of the contracts that the model of the chain imitates. */
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

/** Returns the signer of a digest; throws if there is none. The simulation uses cheap signatures. */
export type Recover = (digest: Hex, signature: Hex) => string

/** The context of a call on the model: the state that it changes, the time of its block in seconds, its sender, and the list to which it adds its events. */
export type Turn = {
  state: MarketState
  now: number
  sender: string
  chainId: number
  addresses: ModelAddresses
  recover: Recover
  emit: (event: ModelEvent) => void
}

/** Returns the signing domain of all messages. */
export function domainOf({ chainId, addresses }: Turn): SigningDomain {
  return { chainId, market: address(addresses.market) }
}
