// The records of the order book refer to each other: a bid to its matches, a match to its ask, an ask to its machine, a machine to its market. All their
// types are therefore here, below the files that make and change them.
import type {
  Address,
  Ask,
  Bps,
  DurationSeconds,
  ErrorCode,
  HoldId,
  Mandate,
  MatchId,
  NodeId,
  OrderHash,
  PTokenUnits,
  WorkloadHash,
} from '@infinitio/domain'
import type { ApiCommand } from '../commands/apiCommand.ts'
import type { ReservedHours } from '../events/bookEvent.ts'
import type { HoldRecord } from './holdRecord.ts'
import type { HourCounts } from './structures/hourCounts.ts'
import type { Lanes } from './structures/lanes.ts'
import type { NumberKey } from './structures/numberOf.ts'
import type { Ranked } from './structures/ranked.ts'
import type { RankedList } from './structures/rankedList.ts'
import type { Reach } from './structures/reach.ts'

/** The command that places an ask. */
export type PlaceAsk = Extract<ApiCommand, { kind: 'PlaceAsk' }>
/** The command that places a bid. */
export type PlaceBid = Extract<ApiCommand, { kind: 'PlaceBid' }>

/** `open`: the ask can be matched. `replaced`: a newer ask of the same node has replaced it; live holds can still use it. */
export type AskState = 'open' | 'replaced' | 'cancelled' | 'cancelled_on_chain' | 'expired'

/** Fields of the command that only some asks have. */
export type AskExtras = { readonly session?: string; readonly replaces?: OrderHash; readonly mandate?: Mandate; readonly mandateSignature?: string }

/**
 * An ask in the book. `seq` is its rank in time. Seconds are durations or Unix seconds up to 2^40. Provider and node come from the node's record.
 * `StoredAsk` is its only implementation.
 */
export interface AskRecord extends Ranked {
  readonly node: NodeRecord
  /** True if the node is not hidden and has, in the current hour, enough free GPUs for the smallest lease of the ask. */
  isStartable: boolean
  /**
   * True if any bid whose hours, size and price fit may take the ask: it is public, accepts the current fee, and has no signing permission that could expire.
   */
  isPlain: boolean
  readonly minSeconds: number
  readonly maxSeconds: number
  readonly from: number
  readonly until: number
  readonly minGpus: number
  readonly maxGpus: number
  readonly orderHash: OrderHash
  state: AskState
  readonly privateRenter: Address
  readonly maxFeeBps: number
  readonly noticeSeconds: number
  readonly trialSeconds: number
  readonly isTransferable: boolean
  readonly executor: Address
  readonly nonce: NumberKey
  readonly expiry: number
  readonly signature: string
  /** The fields that only some asks have, or null if the ask has none of them. */
  readonly extras: AskExtras | null
  readonly price: PTokenUnits
  /** The command that placed the ask. Builds a new object at each call. */
  readonly placed: PlaceAsk
  readonly ask: Ask
  readonly provider: Address
  readonly nodeId: NodeId
  /** The order book's record of the provider's account. */
  readonly account: AccountRecord
  /** The second at which the ask leaves the book. */
  readonly endsAt: number
  /** True if the ask is private to one account. */
  readonly isPrivate: boolean
  readonly mandate: Mandate | null
  /** Updates `isPlain` after the settlement fee changed. */
  noteFee(feeBps: Bps): void
}

/**
 * The state of a bid. `resting`: it rests in the book, and takes more GPUs until it is filled. `done`: it is filled or cancelled, or never rested. `judged`:
 * the rules before version 4 decided about it.
 */
export type BidState = 'resting' | 'done' | 'judged'

/**
 * The state of a resting bid. `standing`: new capacity is offered to it. `small`: its open GPUs are fewer than its smallest slice. `spent`: all its GPUs are
 * matched, so it leaves without an event. A bid that left the book keeps its last state here.
 */
export type BidRest = 'standing' | 'small' | 'spent'

/** Fields of the command that only some bids have. */
export type BidExtras = { readonly session?: string; readonly replaces?: OrderHash; readonly holdId?: HoldId; readonly rank?: 'price' | 'value' }

/**
 * A bid that the book stores: it rests, or some of it was matched, or the rules before version 4 decided it. All times are durations in seconds or Unix
 * seconds, up to 2^40. `rank` is the negated price; `endsAt` is the second at which the bid leaves the book. `StoredBid` is its only implementation.
 */
export interface BidRecord extends Ranked {
  readonly account: AccountRecord
  state: BidState
  rest: BidRest
  /** Index in the list of its account's bids; -1 when it is not in the list. Only `restingBids.ts` changes it. */
  ownPlace: number
  /** The first match that the book still knows; each match links to the next. Most bids have one match, so no list is needed. */
  firstMatch: MatchRecord | null
  /**
   * Identifies the bid's last strike (the bid blocked a machine for nothing): the sequence number of the command that made the matches of the strike; 0 if
   * there was no strike. All matches of one command count as one strike.
   */
  struckFor: number
  /** Asks that the bid must not match again, or null if there are none. It is the same set object as in the book's `avoided`. */
  avoided: ReadonlySet<OrderHash> | null
  /** The node that the bid names; null means any node. */
  readonly node: NodeId | null
  /** The low 32 bits of the class mask and of the region mask. Most catalogues fit in them. */
  readonly lowClasses: number
  readonly lowRegions: number
  readonly classMask: NumberKey
  readonly regionMask: NumberKey
  readonly minVramGib: number
  readonly minTier: number
  readonly minReliabilityBps: number
  readonly seconds: number
  readonly startFrom: number
  readonly startUntil: number
  readonly gpus: number
  /** The smallest number of GPUs that the bid takes from one ask (a slice). */
  readonly minSlice: number
  readonly minGpusPerNode: number
  readonly allOrNothing: boolean
  readonly isCluster: boolean
  readonly timeInForce: number
  readonly nonce: NumberKey
  readonly expiry: number
  readonly maxFeeBps: number
  readonly maxRelayFee: NumberKey
  readonly orderHash: OrderHash
  readonly signature: string
  readonly workloadHash: WorkloadHash
  readonly executor: Address
  /** The fields that only some bids have, or null if the bid has none of them. */
  readonly extras: BidExtras | null
  /** The command that placed the bid. Builds a new object at each call. */
  readonly placed: PlaceBid
  readonly bid: PlaceBid['bid']
  readonly renter: Address
  /** The matches that the book still knows, in the order of their creation. Builds a new list at each call. */
  readonly matches: MatchRecord[]
  readonly isStanding: boolean
  readonly hasToGo: boolean
  /** True if the number `maxRank` equals the bid's price limit exactly. */
  readonly isExactRank: boolean
  /** The highest rank (price as a number) of an ask that is within the bid's limit. */
  readonly maxRank: number
  readonly endsAt: number
  /** True if the contract must settle the whole bid or nothing of it. */
  readonly isWhole: boolean
  /** True if the bid prefers the lowest price ÷ merit (benchmark score × reliability) instead of the lowest price. */
  readonly byValue: boolean
  /** Adds a match after the other matches. */
  addMatch(added: MatchRecord): void
  /** Removes a match. Does nothing when the match is not in the list. */
  forgetMatch(gone: MatchRecord): void
}

/**
 * A match that was not given up. Until it settles, it reserves its hours and its amount. After it has settled, it stays stored in case the chain drops the
 * settle. `StoredMatch` is its only implementation.
 */
export interface MatchRecord {
  readonly matchId: MatchId
  readonly bid: BidRecord
  readonly askHash: OrderHash
  /**
   * The match's ask, while the match waits for the chain; null afterwards. A settle needs the ask even if the book has deleted it. The book hash does not cover
   * this field.
   */
  ask: AskRecord | null
  readonly node: NodeId
  readonly gpus: number
  readonly amount: PTokenUnits
  state: 'unsettled' | 'settled'
  /** The group of matches with which this match settles, by the id of the group's first match; null if it settles separately. */
  readonly group: MatchId | null
  /** The start of a forward lease in Unix seconds. 0 means the time of the block that settles it. */
  readonly start: bigint
  /**
   * The error code if the worker gave up the match although the match had already settled in the book. If the chain drops the settle, the match ends with this
   * code.
   */
  givenUpFor: ErrorCode | null
  /** The next known match of the same bid. Only the bid's record changes this field. */
  next: MatchRecord | null
  hours: ReservedHours
  readonly placedAsk: PlaceAsk | null
  readonly bidHash: OrderHash
  readonly renter: Address
  readonly bidNonce: bigint
  readonly durationSeconds: DurationSeconds
}

/**
 * The strikes of an account: the wall-clock time of the last strike, the number of strikes that still count, and the time until which the account's resting
 * bids pause (`pausedUntilMs`, 0 if they do not pause). Times are in ms. An account gets a strike if a machine was reserved for its bid without a result: the settle
 * failed with one of the `strikeCodes`, or the account cancelled the lease by the Ready deadline.
 */
export type Strikes = { lastAtMs: number; counted: number; pausedUntilMs: number }

/**
 * Money and cancellations of an account in the order book. `balance` follows the chain. It may be below 0 for a short time, because the book applies debits as
 * soon as their block is the newest one, but most credits only once their block is final. `held` (by holds) and `unsettled` (by matches) are the amounts that
 * the book reserves. `floors` contains all earlier floors, so that the book can undo the last one.
 */
export type AccountRecord = {
  readonly address: Address
  balance: bigint
  held: bigint
  unsettled: bigint
  iocOnlyUntilMs: number
  /** The strikes of the account (bids that blocked machines for nothing). Null if there are none, or if the rules do not count strikes. */
  strikes: Strikes | null
  floors: readonly bigint[]
  /** For each ask nonce, how many cancellations of it the chain contains. The ask stays cancelled until the chain has dropped all of them. */
  readonly askCancellations: Map<bigint, number>
  /** For each nonce of the account's bids, how many GPUs are filled and pending, and the cancellations. */
  readonly lanes: Lanes
  /**
   * The account's resting bids, unsorted. Includes bids that are fully matched, because their matches may still be given up. Only `restingBids.ts` changes the
   * list.
   */
  readonly bids: BidRecord[]
  standingBids: number
  openAsks: number
  /** The account's holds, oldest first. Includes holds that no longer count for a limit. */
  holds: HoldRecord[]
  /** Asks of the account that are not open but must stay: replaced asks that holds can still use, and asks that the chain cancelled, which may open again. */
  readonly dormantAsks: Set<AskRecord>
}

/** A pause of an account's resting bids. An entry is outdated if the account's pause now ends at another time. */
export type Pause = { readonly seq: number; readonly account: AccountRecord; readonly untilMs: number }

/** The validators' attestation of a node. */
export type Attested = { readonly tier: number; readonly reliabilityBps: number }

/**
 * A registered node: its facts, its open asks by price then time, and the hours of leases and reservations. `isHidden` caches `hiddenBy`;
 * `market` is the book of its class and region; `bids` are the resting bids for this node, highest price first.
 */
export type NodeRecord = {
  isHidden: boolean
  vramGib: number
  tier: number
  reliabilityBps: number
  classId: number
  regionId: number
  gpus: number
  /** GPUs that do not respond, as the machine reports. No new match, hold or start gets them; leases and reservations that exist remain. */
  lostGpus: number
  /** The provider's account; null until its first use. */
  account: AccountRecord | null
  leased: HourCounts
  reserved: HourCounts
  /** True when at least one hour is taken, past hours included. */
  isBusy: boolean
  /** The node's only open ask, or null if it has none or several. Most nodes have one ask, so most readers need no list. */
  onlyAsk: AskRecord | null
  market: MarketBook
  readonly node: NodeId
  /** True while freed capacity of the node has not yet been offered to resting bids. */
  isWoken: boolean
  /** The open asks of the node, sorted by price, then time. Only `setAsks` changes the list. */
  asks: readonly AskRecord[]
  readonly bids: BidRecord[]
  readonly provider: Address
  isRetired: boolean
  /** False after the chain dropped the block in which the node was registered. */
  isRegistered: boolean
  /**
   * All attestations (validators' statements about the node), oldest first, so that the book can undo the last one. The last one counts. If there is none, tier
   * and reliability are 0.
   */
  readonly attested: Attested[]
  /** Benchmark score; 0 when unknown. */
  score: number
}

/**
 * The open asks of one class and region. An ask is marked if its node is not hidden and has enough free GPUs in the current hour for the smallest lease of the
 * ask. Spot bids read only the marked asks; forward bids read all asks.
 */
export type MarketBook = {
  readonly classId: number
  readonly regionId: number
  readonly asks: RankedList<AskRecord, Reach>
  readonly reach: Reach
  /**
   * The highest merit (benchmark score × reliability) that any node with an ask has had. In a ranking by value (price divided by merit), no ask ranks better
   * than its price divided by this merit.
   */
  mostMerit: number
  /** `market` is the market of this GPU class. `at` is the index in that market of this book, which holds the asks of one class and region. */
  readonly market: ClassMarket
  at: number
}

/**
 * The books of one class, by region. For each book it also stores the first ask on which a lease could start now (or null), and the rank of that ask (or
 * infinity). Searches read these values and not every book.
 */
export type ClassMarket = {
  readonly classId: number
  readonly regions: MarketBook[]
  cheapest: Float64Array
  /** The lowest rank of the open asks. A search skips a class if even this ask is too expensive. */
  least: number
  firsts: (AskRecord | null)[]
}

/** The changes that resting bids have not searched yet: nodes with more free capacity, bids that may take more, or everything. */
export type Woken = { readonly nodes: NodeRecord[]; readonly bids: Set<BidRecord>; everything: boolean }
