import { bps, pTokenUnits } from '@infinitio/domain'
import type { Book } from './book.ts'

/** An empty book. Its first command is an `Upgrade`, which says the version and the rates. */
export function createBook(): Book {
  return {
    version: 0,
    feeBps: bps(0n),
    relayFee: pTokenUnits(0n),
    seq: 0,
    atMs: 0,
    clock: null,
    horizonHour: 0,
    generation: 0,
    mode: 'open',
    accounts: new Map(),
    nodes: new Map(),
    silentNodes: new Set(),
    delistedProviders: new Set(),
    delistedNodes: new Set(),
    blockedAccounts: new Set(),
    classes: new Map(),
    regions: new Set(),
    asks: new Map(),
    bids: new Map(),
    holds: new Map(),
    matches: new Map(),
    leases: new Map(),
    liveHolds: new Map(),
    priceTime: new Map(),
    expiries: [],
  }
}
