import type { Address, Bps, HoldId, MatchId, NodeId, OrderHash, PTokenUnits, UnixSeconds } from '@infinitio/domain'
import type { MarketMode } from '../commands/bookCommand.ts'
import type { CountedMap } from './structures/countedMap.ts'
import type { HexMap } from './structures/hexMap.ts'
import type { HoldRecord } from './holdRecord.ts'
import type { HourSteps } from './hourSteps.ts'
import type { LeaseRecord } from './leaseRecord.ts'
import type { MatchesById } from './matchesById.ts'
import type { StandingBids } from './standingBids.ts'
import type { TimeHeap } from './structures/timeHeap.ts'
import type { AccountRecord, AskRecord, BidRecord, ClassMarket, NodeRecord, Pause, Woken } from './records.ts'

/** The newest block of the chain, and the wall-clock time (`atMs`) of the command that reported it. */
export type ChainClock = { readonly number: number; readonly timestamp: UnixSeconds; readonly atMs: number }

/**
 * The complete state of the matcher. Only `apply` changes it; the same commands always make the same book. The fields from `liveHolds` on follow from the
 * others and are not part of the book hash. `horizonHour` is the earliest hour for which booked GPUs are still counted; `hour` is the current hour.
 */
export type Book = {
  version: number
  feeBps: Bps
  relayFee: PTokenUnits
  seq: number
  atMs: number
  clock: ChainClock | null
  horizonHour: number
  /** How many times the journal was restored without rows that may already have been published. */
  generation: number
  mode: MarketMode
  readonly accounts: HexMap<Address, AccountRecord>
  readonly nodes: HexMap<NodeId, NodeRecord>
  readonly silentNodes: Set<NodeId>
  readonly delistedProviders: Set<Address>
  /** Nodes that the operator has excluded from the market. The next field has the accounts that the operator has excluded. */
  readonly delistedNodes: Set<NodeId>
  readonly blockedAccounts: Set<Address>
  readonly classes: Map<number, { readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }>
  readonly regions: Set<number>
  readonly asks: HexMap<OrderHash, AskRecord>
  readonly bids: HexMap<OrderHash, BidRecord>
  readonly holds: Map<HoldId, HoldRecord>
  readonly matches: MatchesById
  readonly leases: CountedMap<LeaseRecord>
  /** For each resting bid, the asks with which it must not match again, because an earlier match of the two was given up. */
  readonly avoided: Map<OrderHash, Set<OrderHash>>
  /** The match of each bid that was judged before version 4 of the rules. The match stays in the map after the bid is deleted. */
  readonly judgedMatches: Map<OrderHash, MatchId>
  /** Changed nodes and bids, for which resting bids must search again. Empty after most commands. */
  readonly woken: Woken
  readonly liveHolds: Map<HoldId, HoldRecord>
  /** Live holds (reservations) by their ask, oldest first. An ask that has no holds has no entry. */
  readonly holdsOn: Map<OrderHash, Set<HoldRecord>>
  hour: number
  unsettledMatches: number
  /** Bids that were judged before version 4 of the rules, and closed leases. The book forgets both a day after their end. */
  readonly judgedBids: Set<BidRecord>
  readonly closedLeases: Set<LeaseRecord>
  readonly nodesOfProvider: Map<Address, NodeRecord[]>
  /** Nodes with at least one hour in which GPUs are leased or reserved, past hours included. */
  readonly busyNodes: NodeRecord[]
  /** For each coming hour, the nodes that have more or fewer free GPUs than in the previous hour. */
  readonly hourSteps: HourSteps
  readonly classMarkets: ClassMarket[]
  readonly standing: StandingBids
  /**
   * `leaving` sorts orders by the second at which they leave the book. `waiting` sorts orders whose time has not come yet: asks by the second from which they
   * are available, forward bids by their first possible start.
   */
  readonly leaving: TimeHeap<AskRecord | BidRecord>
  readonly waiting: TimeHeap<AskRecord | BidRecord>
  /**
   * Resting bids whose GPUs are all matched, by the second at which they leave the book. They leave without an event, so no timer has to wake the matcher for
   * them.
   */
  readonly lapsing: TimeHeap<BidRecord>
  /** Pauses of accounts with resting bids, by the millisecond at which they end. */
  readonly pauses: TimeHeap<Pause>
  readonly sessions: Map<string, Set<AskRecord | BidRecord>>
}
