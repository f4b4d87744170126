import { type Address, address, type NodeId, nodeIdOf } from '@infinitio/domain'
import { keccak256, stringToHex, toBytes } from 'viem'
import { emptyMarket, type MarketState } from './model/marketState.ts'
import type { ModelAddresses, ModelEvent } from './model/turn.ts'

/** A node of the simulated market and the address that signs for it. */
export type SimulatedNode = { id: NodeId; provider: Address; nodeKey: Address; gpus: number; classId: number; regionId: number }

/**
 * The participants: renters with money, providers with nodes, a second engine that settles any pairs, a guardian, and an account that sends the
 * validators' signatures.
 */
export type Party = { renters: Address[]; providers: Address[]; nodes: SimulatedNode[]; otherEngine: Address; guardian: Address; validator: Address }

/** An account with PToken in its wallet at the start of a run. */
export type Guest = { account: Address; amount: bigint }

/** Returns an address that is calculated from a name, so it is the same in every run. Nobody has a key for it. */
export function namedAddress(name: string): Address {
  return address(`0x${keccak256(toBytes(`simulation ${name}`)).slice(26)}`)
}

/** The addresses of the model's contracts. */
export const modelAddresses: Record<keyof ModelAddresses, Address> = {
  directory: namedAddress('directory'),
  market: namedAddress('market'),
  leaseToken: namedAddress('leaseToken'),
  pToken: namedAddress('pToken'),
  stablecoin: namedAddress('stablecoin'),
  stakeVault: namedAddress('stakeVault'),
  nodeRegistry: namedAddress('nodeRegistry'),
  classCatalog: namedAddress('classCatalog'),
  attestations: namedAddress('attestations'),
  feeSplitter: namedAddress('feeSplitter'),
  faucet: namedAddress('faucet'),
}

/** The participants of every run. */
export const party: Party = {
  renters: ['one', 'two', 'three'].map((name) => namedAddress(`renter ${name}`)),
  providers: ['one', 'two'].map((name) => namedAddress(`provider ${name}`)),
  nodes: [
    { gpus: 2, provider: 'one', regionId: 0 },
    { gpus: 4, provider: 'two', regionId: 0 },
    { gpus: 8, provider: 'two', regionId: 1 },
  ].map(({ gpus, provider, regionId }) => {
    const parts = { provider: namedAddress(`provider ${provider}`), nodeKey: namedAddress(`node of ${gpus} GPUs`) }
    return { id: nodeIdOf(parts), ...parts, gpus, classId: 0, regionId }
  }),
  otherEngine: namedAddress('other engine'),
  guardian: namedAddress('guardian'),
  validator: namedAddress('validator'),
}

const UNIT = 10n ** 18n
const REFERENCE_PRICE = 10n ** 14n
/** The bond that a provider needs for each GPU: what the GPU earns in 24 hours at the reference price. */
const BOND_PER_GPU = 86_400n * REFERENCE_PRICE
const PROVIDER = stringToHex('Provider', { size: 32 })

/** Returns the session key that an account may authorise. */
export function keyOf(account: string): Address {
  return namedAddress(`session key of ${account}`)
}

/** Returns how much PToken all honest participants together have in Market, vault and wallets at the start of a run. */
export function honestStake(): bigint {
  return openingMarket({ engines: [], feeBps: 0, guests: [] }).state.minted
}

type Opening = { engines: readonly Address[]; feeBps: number; guests: readonly Guest[] }

/**
 * Returns the initial market and the events that describe it: a catalogue, three nodes with bonds that just cover them, and deposits of two rich renters and a
 * poor one.
 */
export function openingMarket({ engines, feeBps, guests }: Opening): { state: MarketState; events: ModelEvent[] } {
  const state = emptyMarket({ feeBps })
  for (const engine of [...engines, party.otherEngine]) state.engines.add(engine)
  const events: ModelEvent[] = [
    { contract: 'classCatalog', name: 'ClassAdded', args: { id: 0, name: 'class', vramGib: 80, referencePricePerGpuSecond: REFERENCE_PRICE } },
    { contract: 'classCatalog', name: 'RegionAdded', args: { id: 0, name: 'here' } },
    { contract: 'classCatalog', name: 'RegionAdded', args: { id: 1, name: 'there' } },
  ]
  for (const node of party.nodes) {
    const { id, provider, nodeKey, gpus, classId, regionId } = node
    const facts = { gpus, classId, regionId, vramGib: 80, hostKey: keccak256(toBytes(`host key of ${gpus}`)) }
    state.nodes.set(id, { ...facts, provider, nodeKey, tier: 0, reliabilityBps: 0, listed: true, bondPerGpu: BOND_PER_GPU })
    const resources = { cpuCores: 4, ramGib: 8, diskGib: 100, networkMbps: 1_000 }
    const registration = { nodeKey, boxKey: keccak256(toBytes(`box of ${gpus}`)), ...facts, ...resources }
    events.push({ contract: 'nodeRegistry', name: 'NodeRegistered', args: { nodeId: id, provider, registration } })
  }
  state.guardian = party.guardian
  const give = (owner: Address, amount: bigint) => {
    state.tokens.set(owner, (state.tokens.get(owner) ?? 0n) + amount)
    state.minted += amount
  }
  for (const [place, renter] of party.renters.entries()) {
    const amount = place === 2 ? 2n * UNIT : 5_000n * UNIT
    give(renter, amount)
    give(modelAddresses.market, amount)
    state.accounts.set(renter, { balance: amount, fees: 0n, lastTrialAt: 0 })
    events.push({ contract: 'market', name: 'Deposited', args: { account: renter, from: renter, amount, balance: amount } })
  }
  for (const provider of party.providers) {
    const bonded = party.nodes.reduce((sum, node) => sum + (node.provider === provider ? BigInt(node.gpus) * BOND_PER_GPU : 0n), 0n)
    give(provider, 100n * UNIT)
    give(modelAddresses.stakeVault, bonded)
    state.bonds.set(provider, bonded)
    events.push({ contract: 'stakeVault', name: 'Bonded', args: { account: provider, purpose: PROVIDER, payer: provider, amount: bonded, bonded } })
  }
  for (const { account, amount } of guests) give(account, amount)
  return { state, events }
}
