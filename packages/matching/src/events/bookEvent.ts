import type {
  Address,
  Ask,
  Bid,
  DurationSeconds,
  ErrorCode,
  HoldId,
  LeaseId,
  Mandate,
  MatchId,
  NodeId,
  OrderHash,
  PTokenUnits,
  UnixSeconds,
} from '@infinitio/domain'
import type { MarketMode } from '../commands/bookCommand.ts'

/**
 * Why an order, or the unfilled part of a bid, left the book. `owner`: its owner cancelled it. `replaced`: a newer order replaced it. `chain`: the chain
 * cancelled it or refused its signature, or the facts of its node changed. `session`: the connection that placed it closed. `unfilled`: the unfilled part of a
 * bid that must not rest, such as an IOC (immediate-or-cancel) bid. `restricted`: a settle failed through the account's fault, so bids of the account cannot
 * rest for a day.
 */
export type LeaveReason = 'owner' | 'replaced' | 'chain' | 'session' | 'unfilled' | 'restricted'

/** Hours of a node's calendar that the book reserves for a match or hold; `toHour` is excluded. */
export type ReservedHours = { readonly fromHour: number; readonly toHour: number }

/** Events of asks and bids. */
export type OrderEvent =
  | {
      readonly kind: 'AskPlaced'
      readonly orderHash: OrderHash
      readonly ask: Ask
      readonly signature: string
      readonly mandate?: Mandate
      readonly mandateSignature?: string
    }
  | { readonly kind: 'AskRejected'; readonly orderHash: OrderHash; readonly account: Address; readonly node: NodeId; readonly code: ErrorCode }
  /** A bid arrived. The next events of the same command show whether it was refused, was matched or rests. */
  | { readonly kind: 'BidAccepted'; readonly orderHash: OrderHash; readonly bid: Bid; readonly signature: string; readonly holdId?: HoldId }
  | { readonly kind: 'BidRejected'; readonly orderHash: OrderHash; readonly account: Address; readonly node: NodeId; readonly code: ErrorCode }
  /** A bid rests with this many open GPUs. Sent when it begins to rest, and again when GPUs that counted as filled or pending become open. */
  | { readonly kind: 'BidRested'; readonly orderHash: OrderHash; readonly gpus: number }
  /** The same order arrived again, so nothing changed. */
  | { readonly kind: 'DuplicateIgnored'; readonly orderHash: OrderHash }
  | { readonly kind: 'OrderCancelled'; readonly orderHash: OrderHash; readonly reason: LeaveReason }
  | { readonly kind: 'CancelRejected'; readonly orderHash: OrderHash; readonly code: ErrorCode }
  /** An order expired: 30 s before its signed expiry or, for a resting bid, after its last possible start. */
  | { readonly kind: 'OrderExpired'; readonly orderHash: OrderHash }
  /** An ask is open again because the chain dropped its cancellation. */
  | { readonly kind: 'AskRestored'; readonly orderHash: OrderHash }

/**
 * Events of matches, from the match in the book to the settle on the chain. `amount` is the part of the renter's balance that the match reserves
 * until it settles.
 */
export type MatchEvent =
  | {
      readonly kind: 'Matched'
      readonly matchId: MatchId
      /** Matches of one bid with the same group settle together in one settleBatch or not at all. If it is absent, the match settles separately. */
      readonly group?: MatchId
      readonly askHash: OrderHash
      readonly bidHash: OrderHash
      readonly node: NodeId
      readonly renter: Address
      readonly gpus: number
      readonly pricePerGpuSecond: PTokenUnits
      readonly durationSeconds: DurationSeconds
      /** 0 if the lease starts in the block that settles it, otherwise the time of the start. */
      readonly start: UnixSeconds
      readonly relayFee: PTokenUnits
      readonly amount: PTokenUnits
      readonly hours: ReservedHours
    }
  /** `matchId` is null when another party settled the orders (an external fill). */
  | {
      readonly kind: 'Settled'
      readonly matchId: MatchId | null
      readonly leaseId: LeaseId
      readonly askHash: OrderHash
      readonly bidHash: OrderHash
    }
  /** The chain dropped a settle. If `matchId` is a match of this book, this match waits for a settle again, and its GPUs and money are reserved again. */
  | {
      readonly kind: 'Unsettled'
      readonly matchId: MatchId | null
      readonly leaseId: LeaseId
      readonly bidHash: OrderHash
      readonly hours: ReservedHours
    }
  | { readonly kind: 'Abandoned'; readonly matchId: MatchId; readonly askHash: OrderHash; readonly bidHash: OrderHash; readonly code: ErrorCode }
  /** A settle failed, and this account was at fault. Until `untilMs`, one day after the failure, new orders of the account do not rest. */
  | { readonly kind: 'AccountRestricted'; readonly account: Address; readonly untilMs: number }
  /** The book skips this account's waiting bids until `untilMs`, because its bids blocked machines for nothing. */
  | { readonly kind: 'AccountPaused'; readonly account: Address; readonly untilMs: number }

/** Events of holds (reservations). For an unfunded hold, `amount` is 0 and `hours` is null. */
export type HoldEvent =
  | {
      readonly kind: 'HoldPlaced'
      readonly holdId: HoldId
      readonly account: Address
      readonly node: NodeId
      readonly askHash: OrderHash
      readonly gpus: number
      readonly durationSeconds: DurationSeconds
      readonly funded: boolean
      readonly pricePerGpuSecond: PTokenUnits
      readonly amount: PTokenUnits
      readonly hours: ReservedHours | null
      readonly expiresAtMs: number
    }
  | {
      readonly kind: 'HoldRejected'
      readonly holdId: HoldId
      readonly account: Address
      readonly askHash: OrderHash
      readonly gpus: number
      readonly durationSeconds: DurationSeconds
      readonly funded: boolean
      readonly code: ErrorCode
    }
  | { readonly kind: 'HoldUsed'; readonly holdId: HoldId; readonly bidHash: OrderHash }
  /** `code` is null when the owner released the hold; otherwise it gives the cause. */
  | { readonly kind: 'HoldReleased'; readonly holdId: HoldId; readonly code: ErrorCode | null }
  | { readonly kind: 'ReleaseRejected'; readonly holdId: HoldId; readonly code: ErrorCode }
  | { readonly kind: 'HoldExpired'; readonly holdId: HoldId }

/** Events of nodes: whether the book can match their asks now. */
export type NodeEvent =
  | { readonly kind: 'NodeHidden'; readonly node: NodeId; readonly code: ErrorCode }
  | { readonly kind: 'NodeShown'; readonly node: NodeId }

/** Changes by the operator. NodeHidden and NodeShown report nodes that the operator delists or lists again. */
export type OperatorEvent =
  | { readonly kind: 'ModeChanged'; readonly mode: MarketMode }
  | { readonly kind: 'AccountBlocked'; readonly account: Address }
  | { readonly kind: 'AccountUnblocked'; readonly account: Address }

/** Every event of the order book. */
export type BookEvent = OperatorEvent | OrderEvent | MatchEvent | HoldEvent | NodeEvent
