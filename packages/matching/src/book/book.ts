import type { Address, Bps, HoldId, LeaseId, MatchId, NodeId, OrderHash, PTokenUnits, UnixSeconds } from '@infinitio/domain'
import type { MarketMode } from '../commands/adminCommand.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { ExpiryHeap } from './expiryHeap.ts'
import type { HoldRecord } from './holdRecord.ts'
import type { LeaseRecord } from './leaseRecord.ts'
import type { MatchRecord } from './matchRecord.ts'
import type { NodeRecord } from './nodeRecord.ts'
import type { PriceTimeBook } from './priceTimeBook.ts'

/** The last head block and the wall clock of the command that told of it. */
export type ChainClock = { readonly number: number; readonly timestamp: UnixSeconds; readonly atMs: number }

/**
 * Everything the matcher knows. Only `apply` changes it; the same commands always make the same book. `liveHolds`, `priceTime`,
 * and `expiries` are indexes over the rest and not part of the book hash. `horizonHour` is the first hour still counted.
 */
export type Book = {
  version: number
  feeBps: Bps
  relayFee: PTokenUnits
  seq: number
  atMs: number
  clock: ChainClock | null
  horizonHour: number
  /** How often the journal was restored below what had been published. */
  generation: number
  mode: MarketMode
  readonly accounts: Map<Address, AccountRecord>
  readonly nodes: Map<NodeId, NodeRecord>
  readonly silentNodes: Set<NodeId>
  readonly delistedProviders: Set<Address>
  /** Nodes and accounts that the operator keeps out. */
  readonly delistedNodes: Set<NodeId>
  readonly blockedAccounts: Set<Address>
  readonly classes: Map<number, { readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }>
  readonly regions: Set<number>
  readonly asks: Map<OrderHash, AskRecord>
  readonly bids: Map<OrderHash, BidRecord>
  readonly holds: Map<HoldId, HoldRecord>
  readonly matches: Map<MatchId, MatchRecord>
  readonly leases: Map<LeaseId, LeaseRecord>
  readonly liveHolds: Map<HoldId, HoldRecord>
  readonly priceTime: Map<number, PriceTimeBook>
  readonly expiries: ExpiryHeap
}
