import type { ChainLeaseTerms } from '@infinitio/chain'

/** The part of a node's registration that is needed to settle a match. */
export type ModelNode = {
  provider: string
  nodeKey: string
  hostKey: string
  gpus: number
  classId: number
  regionId: number
  vramGib: number
  tier: number
  reliabilityBps: number
  listed: boolean
  /** The provider's bond for each GPU. */
  bondPerGpu: bigint
}

/** A lease as in docs/market.md: its fixed terms, and the fields that change. Seconds count from `terms.start`. */
export type ModelLease = {
  terms: ChainLeaseTerms
  state: 'booked' | 'active' | 'ended'
  /** Code of the end reason; 0 if there is none. */
  reason: number
  readyDelay: number
  endOffset: number
  paidSeconds: number
  credit: number
  /** The owner of the lease's token; null if the lease has no token. */
  owner: string | null
}

/** Limits of a session key, in 1e-9 PToken. */
export type ModelSession = { totalLeft: bigint; dayCap: bigint; spentToday: bigint; day: number; expiry: number }

/**
 * A Merkle root that a quorum of validators signed about a subject (a name for the kind of root). `isFull` is true if enough validators signed for every
 * decision that a root allows, and not only for the harmless ones.
 */
export type ModelAttested = { root: string; epoch: number; time: number; isFull: boolean; appliesFrom: number }

/** An account's money in the Market, in PToken base units, and the time of its last free trial of a lease. */
export type ModelAccount = { balance: bigint; fees: bigint; lastTrialAt: number }

/**
 * The model's state after one block. Maps have plain text keys; a missing entry is zero. `gpuHours` counts the booked GPUs in each hour of a node
 * (`node/hour`). `lanes` counts the filled GPUs of each bid (`renter/nonce`, 255 = cancelled).
 */
export type MarketState = {
  accounts: Map<string, ModelAccount>
  floors: Map<string, bigint>
  cancelledAsks: Set<string>
  lanes: Map<string, number>
  gpuHours: Map<string, number>
  leases: Map<bigint, ModelLease>
  leaseCount: bigint
  nodes: Map<string, ModelNode>
  /** PToken in wallets and contracts, including the Market. */
  tokens: Map<string, bigint>
  burned: bigint
  minted: bigint
  /** Each provider's bond in the vault. */
  bonds: Map<string, bigint>
  /** Providers whose bond is no longer large enough for their nodes. */
  delisted: Set<string>
  /** Session keys by `account/key`. */
  sessions: Map<string, ModelSession>
  /**
   * Signed Merkle roots of validators, by subject (a name for the kind of root). `outages` contains the minutes in which a node did not answer (`node/minute`).
   */
  attested: Map<string, ModelAttested>
  outages: Set<string>
  guardian: string
  pausedAt: number
  pausedUntil: number
  lastDripAt: Map<string, number>
  engines: Set<string>
  feeBps: number
}

/** Returns an empty market. */
export function emptyMarket({ feeBps }: { feeBps: number }): MarketState {
  return {
    accounts: new Map(),
    floors: new Map(),
    cancelledAsks: new Set(),
    lanes: new Map(),
    gpuHours: new Map(),
    leases: new Map(),
    leaseCount: 0n,
    nodes: new Map(),
    tokens: new Map(),
    burned: 0n,
    minted: 0n,
    bonds: new Map(),
    delisted: new Set(),
    sessions: new Map(),
    attested: new Map(),
    outages: new Set(),
    guardian: `0x${'0'.repeat(40)}`,
    pausedAt: 0,
    pausedUntil: 0,
    lastDripAt: new Map(),
    engines: new Set(),
    feeBps,
  }
}

/** Returns a copy that can change without the original. */
export function copyMarket(state: MarketState): MarketState {
  const copied = <Value extends object>(map: Map<string, Value>) => new Map([...map].map(([key, value]) => [key, { ...value }]))
  return {
    ...state,
    accounts: copied(state.accounts),
    floors: new Map(state.floors),
    cancelledAsks: new Set(state.cancelledAsks),
    lanes: new Map(state.lanes),
    gpuHours: new Map(state.gpuHours),
    leases: new Map([...state.leases].map(([id, lease]) => [id, { ...lease }])),
    nodes: copied(state.nodes),
    tokens: new Map(state.tokens),
    bonds: new Map(state.bonds),
    delisted: new Set(state.delisted),
    sessions: copied(state.sessions),
    attested: new Map(state.attested),
    outages: new Set(state.outages),
    lastDripAt: new Map(state.lastDripAt),
    engines: new Set(state.engines),
  }
}

/** Returns an account, which can be changed. A new account has zero amounts. */
export function accountIn(state: MarketState, owner: string): ModelAccount {
  const found = state.accounts.get(owner)
  if (found !== undefined) return found
  const account = { balance: 0n, fees: 0n, lastTrialAt: 0 }
  state.accounts.set(owner, account)
  return account
}
