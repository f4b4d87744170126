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
import type { MarketMode } from '../commands/adminCommand.ts'

/**
 * Why an order left the book without a match: its owner took it out, a newer order took its place, the chain cancelled it, its connection is
 * gone, what is left of it may not rest (IOC), or a settle failed by its account's fault and nothing of it rests for a day.
 */
export type LeaveReason = 'owner' | 'replaced' | 'chain' | 'session' | 'unfilled' | 'restricted'

/** Hours of a node's calendar that the book withholds, `toHour` not included. */
export type ReservedHours = { readonly fromHour: number; readonly toHour: number }

/** Orders: what happened to asks and bids. */
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
  /** Taken by the matcher; the next event of the same command says whether it matched. */
  | { readonly kind: 'BidAccepted'; readonly orderHash: OrderHash; readonly bid: Bid; readonly signature: string; readonly holdId?: HoldId }
  | { readonly kind: 'BidRejected'; readonly orderHash: OrderHash; readonly account: Address; readonly node: NodeId; readonly code: ErrorCode }
  /** A bid stands in the book with so many GPUs to go: when it starts to rest, and again when a match of it is given up. */
  | { readonly kind: 'BidRested'; readonly orderHash: OrderHash; readonly gpus: number }
  /** The same order came again: nothing changes. */
  | { readonly kind: 'DuplicateIgnored'; readonly orderHash: OrderHash }
  | { readonly kind: 'OrderCancelled'; readonly orderHash: OrderHash; readonly reason: LeaveReason }
  | { readonly kind: 'CancelRejected'; readonly orderHash: OrderHash; readonly code: ErrorCode }
  /** An order ran out: 30 s before its expiry, or a resting bid when its last start is past. */
  | { readonly kind: 'OrderExpired'; readonly orderHash: OrderHash }
  /** An ask came back because the chain dropped its cancellation. */
  | { readonly kind: 'AskRestored'; readonly orderHash: OrderHash }

/** Matches: from the book's word to the chain's. `amount` is what the match keeps of the renter's balance until it settles. */
export type MatchEvent =
  | {
      readonly kind: 'Matched'
      readonly matchId: MatchId
      /** Matches of one bid with the same group settle in one settleBatch, all or nothing. Absent: it settles alone. */
      readonly group?: MatchId
      readonly askHash: OrderHash
      readonly bidHash: OrderHash
      readonly node: NodeId
      readonly renter: Address
      readonly gpus: number
      readonly pricePerGpuSecond: PTokenUnits
      readonly durationSeconds: DurationSeconds
      /** 0: the lease starts in the block that settles it. Else when it will start. */
      readonly start: UnixSeconds
      readonly relayFee: PTokenUnits
      readonly amount: PTokenUnits
      readonly hours: ReservedHours
    }
  /** `matchId` is null when the match was not ours (an external fill). */
  | {
      readonly kind: 'Settled'
      readonly matchId: MatchId | null
      readonly leaseId: LeaseId
      readonly askHash: OrderHash
      readonly bidHash: OrderHash
    }
  /** The chain dropped a settle: the match waits again, capacity and money still set aside. */
  | {
      readonly kind: 'Unsettled'
      readonly matchId: MatchId | null
      readonly leaseId: LeaseId
      readonly bidHash: OrderHash
      readonly hours: ReservedHours
    }
  | { readonly kind: 'Abandoned'; readonly matchId: MatchId; readonly askHash: OrderHash; readonly bidHash: OrderHash; readonly code: ErrorCode }
  /** For a day this account's orders do not rest. */
  | { readonly kind: 'AccountRestricted'; readonly account: Address; readonly untilMs: number }
  /** Until then this account's waiting bids are passed over, because its bids made machines unavailable for nothing. */
  | { readonly kind: 'AccountPaused'; readonly account: Address; readonly untilMs: number }

/** Holds. `amount` is 0 and `hours` null when unfunded. */
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
  /** `code` is null when its owner let it go, else says what took it. */
  | { readonly kind: 'HoldReleased'; readonly holdId: HoldId; readonly code: ErrorCode | null }
  | { readonly kind: 'ReleaseRejected'; readonly holdId: HoldId; readonly code: ErrorCode }
  | { readonly kind: 'HoldExpired'; readonly holdId: HoldId }

/** Nodes: whether their asks can be matched now. */
export type NodeEvent =
  | { readonly kind: 'NodeHidden'; readonly node: NodeId; readonly code: ErrorCode }
  | { readonly kind: 'NodeShown'; readonly node: NodeId }

/** What the operator changed. Nodes that are delisted or listed again are hidden and shown. */
export type OperatorEvent =
  | { readonly kind: 'ModeChanged'; readonly mode: MarketMode }
  | { readonly kind: 'AccountBlocked'; readonly account: Address }
  | { readonly kind: 'AccountUnblocked'; readonly account: Address }

/** Everything the book says. */
export type BookEvent = OperatorEvent | OrderEvent | MatchEvent | HoldEvent | NodeEvent
