import type { Address, Bps, HoldId, MatchId, NodeId, OrderHash, PTokenUnits, UnixSeconds } from '@infinitio/domain'
import type { MarketMode } from '../commands/adminCommand.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { AskRecord } from './askRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { CountedMap } from './countedMap.ts'
import type { HexMap } from './hexMap.ts'
import type { HoldRecord } from './holdRecord.ts'
import type { HourSteps } from './hourSteps.ts'
import type { LeaseRecord } from './leaseRecord.ts'
import type { ClassMarket } from './marketBook.ts'
import type { MatchesById } from './matchesById.ts'
import type { NodeRecord } from './nodeRecord.ts'
import type { StandingBids } from './standingBids.ts'
import type { Pause } from './strikes.ts'
import type { TimeHeap } from './timeHeap.ts'
import type { Woken } from './woken.ts'

/** The last head block and the wall clock of the command that told of it. */
export type ChainClock = { readonly number: number; readonly timestamp: UnixSeconds; readonly atMs: number }

/**
 * Everything the matcher knows. Only `apply` changes it; the same commands always make the same book. What stands after
 * `liveHolds` follows from the rest and is not part of the book hash. `horizonHour` is the first hour still counted, `hour` the current one.
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
  readonly accounts: HexMap<Address, AccountRecord>
  readonly nodes: HexMap<NodeId, NodeRecord>
  readonly silentNodes: Set<NodeId>
  readonly delistedProviders: Set<Address>
  /** Nodes and accounts that the operator keeps out. */
  readonly delistedNodes: Set<NodeId>
  readonly blockedAccounts: Set<Address>
  readonly classes: Map<number, { readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }>
  readonly regions: Set<number>
  readonly asks: HexMap<OrderHash, AskRecord>
  readonly bids: HexMap<OrderHash, BidRecord>
  readonly holds: Map<HoldId, HoldRecord>
  readonly matches: MatchesById
  readonly leases: CountedMap<LeaseRecord>
  /** Asks that a standing bid does not meet again, because a match with them was given up. */
  readonly avoided: Map<OrderHash, Set<OrderHash>>
  /** The match of a bid that was judged before version 4, also after it is gone. */
  readonly judgedMatches: Map<OrderHash, MatchId>
  /** What standing bids have not looked at yet; empty after most commands. */
  readonly woken: Woken
  readonly liveHolds: Map<HoldId, HoldRecord>
  /** Live holds by the ask they are on, oldest first; no entry where there is none. */
  readonly holdsOn: Map<OrderHash, Set<HoldRecord>>
  hour: number
  unsettledMatches: number
  /** Bids that were judged before version 4, and leases that closed: what is forgotten when it is long over. */
  readonly judgedBids: Set<BidRecord>
  readonly closedLeases: Set<LeaseRecord>
  readonly nodesOfProvider: Map<Address, NodeRecord[]>
  /** Nodes with an hour taken, history included. */
  readonly busyNodes: NodeRecord[]
  /** Nodes by the coming hours that change what is free of them. */
  readonly hourSteps: HourSteps
  readonly classMarkets: ClassMarket[]
  readonly standing: StandingBids
  /** Orders by the second at which they leave, and what waits for its time: asks for their first hour, forward bids for their start. */
  readonly leaving: TimeHeap<AskRecord | BidRecord>
  readonly waiting: TimeHeap<AskRecord | BidRecord>
  /** Resting bids with nothing to go, by the second at which they leave: nobody is told, so no clock ticks for them. */
  readonly lapsing: TimeHeap<BidRecord>
  /** Pauses of waiting bids by the millisecond at which they end. */
  readonly pauses: TimeHeap<Pause>
  readonly sessions: Map<string, Set<AskRecord | BidRecord>>
}
