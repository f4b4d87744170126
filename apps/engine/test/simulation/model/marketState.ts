import type { ChainLeaseTerms } from '@infinitio/chain'

/** What a node's registration says, as far as a settle looks at it. */
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
  /** What the provider bonds for each of its GPUs. */
  bondPerGpu: bigint
}

/** A lease as docs/market.md defines it: a fixed window, and what changes in it. Seconds count from `terms.start`. */
export type ModelLease = {
  terms: ChainLeaseTerms
  state: 'booked' | 'active' | 'ended'
  /** Code of the end reason; 0 while none. */
  reason: number
  readyDelay: number
  endOffset: number
  paidSeconds: number
  credit: number
  /** Who owns its token; null while it has none. */
  owner: string | null
}

/** What an account lets a key spend for it, in 1e-9 PToken. */
export type ModelSession = { totalLeft: bigint; dayCap: bigint; spentToday: bigint; day: number; expiry: number }

/** A root that a quorum signed about a subject, and whether enough signed to have every power. */
export type ModelAttested = { root: string; epoch: number; time: number; isFull: boolean }

/** An account's money in the Market, in PToken base units, and when it last had a trial. */
export type ModelAccount = { balance: bigint; fees: bigint; lastTrialAt: number }

/**
 * Everything the model knows after one block. Maps by plain text keys; a missing entry is zero. `gpuHours` counts the GPUs booked in
 * each hour of a node (`node/hour`); `lanes` the GPUs filled of each bid (`renter/nonce`, 255 = cancelled).
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
  /** PToken in wallets and contracts, the Market included. */
  tokens: Map<string, bigint>
  burned: bigint
  minted: bigint
  /** What each provider has at risk in the vault. */
  bonds: Map<string, bigint>
  /** Providers whose bond no longer covers their nodes. */
  delisted: Set<string>
  /** Session keys by `account/key`. */
  sessions: Map<string, ModelSession>
  /** What validators signed, by subject, and the minutes they saw a node away (`node/minute`). */
  attested: Map<string, ModelAttested>
  outages: Set<string>
  guardian: string
  pausedAt: number
  pausedUntil: number
  lastDripAt: Map<string, number>
  engines: Set<string>
  feeBps: number
}

/** A market in which nothing happened yet. */
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

/** A copy that can be changed without changing the original. */
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

/** An account to read or change; it begins at zero. */
export function accountIn(state: MarketState, owner: string): ModelAccount {
  const found = state.accounts.get(owner)
  if (found !== undefined) return found
  const account = { balance: 0n, fees: 0n, lastTrialAt: 0 }
  state.accounts.set(owner, account)
  return account
}
