import type { Address, LeaseId, LeaseTerms, NodeId, OrderHash, PTokenUnits, ShareFees, UnixSeconds } from '@infinitio/domain'

/**
 * What the chain said, one command a log, in the order of the chain, after the `Block` they are in. What takes (Withdrawn, Settled,
 * LeaseExtended, RelayFeePaid, AskCancelled, BidCancelled, FloorRaised, NodeRetired, ProviderDelisted) comes at head, as who holds a lease
 * does; what gives (Deposited, LeasePaid, LeaseEnded, LeaseCredited, CompensationPaid, LeaseClosed) comes at finality; NodeRegistered, ProviderListed, ClassAdded and RegionAdded come at head, since a match on a node
 * that vanishes costs nothing. Amounts are base units. `blockTimestamp` is the time of the log's own block.
 */
export type ChainLogCommand =
  | { readonly kind: 'Deposited'; readonly account: Address; readonly amount: PTokenUnits }
  | { readonly kind: 'Withdrawn'; readonly account: Address; readonly amount: PTokenUnits }
  | {
      readonly kind: 'Settled'
      readonly leaseId: LeaseId
      readonly askHash: OrderHash
      readonly bidHash: OrderHash
      readonly terms: LeaseTerms
      readonly escrow: PTokenUnits
      readonly relayFee: PTokenUnits
      readonly relayer: Address
      /** Lane of the bid that was filled. */
      readonly bidNonce: bigint
    }
  | { readonly kind: 'LeaseReady'; readonly leaseId: LeaseId; readonly readyAt: UnixSeconds }
  /** Amounts are what this claim paid, not totals. */
  | (ShareFees & { readonly kind: 'LeasePaid'; readonly leaseId: LeaseId; readonly pay: PTokenUnits })
  | {
      readonly kind: 'LeaseEnded'
      readonly leaseId: LeaseId
      readonly end: UnixSeconds
      readonly accepted: boolean
      readonly reason: number
      /** What this end gave back to the renter: all that will not be billed; 0 when accepted, since LeaseClosed follows. */
      readonly refund: PTokenUnits
      readonly blockTimestamp: UnixSeconds
    }
  /** Amounts are totals of the lease, what LeasePaid and LeaseEnded moved included. */
  | (ShareFees & {
      readonly kind: 'LeaseClosed'
      readonly leaseId: LeaseId
      readonly reason: number
      readonly pay: PTokenUnits
      readonly refund: PTokenUnits
      readonly blockTimestamp: UnixSeconds
    })
  /** The holder paid for a longer window: it ends at `end` from now on. */
  | {
      readonly kind: 'LeaseExtended'
      readonly leaseId: LeaseId
      readonly end: UnixSeconds
      readonly escrowAdded: PTokenUnits
      readonly relayFee: PTokenUnits
      readonly relayer: Address
    }
  /** The lease's rights and refunds are this account's from now on. */
  | { readonly kind: 'LeaseHolderChanged'; readonly leaseId: LeaseId; readonly holder: Address }
  /** `refund` is what a credit gave to the holder at once. */
  | { readonly kind: 'LeaseCredited'; readonly leaseId: LeaseId; readonly refund: PTokenUnits }
  /** Out of the provider's bond, into the Market balance of `account`. */
  | { readonly kind: 'CompensationPaid'; readonly account: Address; readonly amount: PTokenUnits }
  | { readonly kind: 'RelayFeePaid'; readonly account: Address; readonly relayer: Address; readonly amount: PTokenUnits }
  | { readonly kind: 'AskCancelled'; readonly account: Address; readonly nonce: bigint }
  | { readonly kind: 'BidCancelled'; readonly account: Address; readonly nonce: bigint }
  | { readonly kind: 'FloorRaised'; readonly account: Address; readonly floor: bigint }
  | {
      readonly kind: 'NodeRegistered'
      readonly node: NodeId
      readonly provider: Address
      readonly classId: number
      readonly regionId: number
      readonly gpus: number
      readonly vramGib: number
    }
  /** CPU, RAM, disk and network changed: nothing the book looks at. */
  | { readonly kind: 'NodeUpdated'; readonly node: NodeId }
  | { readonly kind: 'NodeRetired'; readonly node: NodeId }
  /** What validators say of a node from now on; told at head. Journals have it from version 4 on. */
  | { readonly kind: 'NodeAttested'; readonly node: NodeId; readonly tier: number; readonly reliabilityBps: number }
  | { readonly kind: 'ProviderListed'; readonly provider: Address }
  | { readonly kind: 'ProviderDelisted'; readonly provider: Address }
  | { readonly kind: 'ClassAdded'; readonly classId: number; readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }
  | { readonly kind: 'RegionAdded'; readonly regionId: number }

/**
 * A block became the head (`final: false`) or can no longer be dropped (`final: true`; only the head moves the chain clock).
 */
export type BlockCommand = {
  readonly kind: 'Block'
  readonly number: number
  readonly hash: string
  readonly timestamp: UnixSeconds
  readonly final: boolean
}

/** The chain dropped the block of a command: it is taken back. Sent newest first. */
export type DroppedCommand = { readonly kind: 'Dropped'; readonly of: ChainLogCommand | BlockCommand }

/** Everything the follower tells the book. */
export type ChainCommand = BlockCommand | ChainLogCommand | DroppedCommand
