import type { Address, LeaseId, LeaseTerms, NodeId, OrderHash, PTokenUnits, ShareFees, UnixSeconds } from '@infinitio/domain'

/**
 * The commands for logs of the chain that concern the order book: one command for each log, in the chain's order, after the `Block` that contains the logs.
 * Amounts are in base units. `blockTimestamp` is the time of the log's own block. The kind of a log decides when its command is sent:
 * - A log that reduces a balance or capacity, as soon as its block is the head: Withdrawn, Settled, LeaseExtended, RelayFeePaid, AskCancelled, BidCancelled,
 *   FloorRaised, NodeRetired, ProviderDelisted. The same holds for a new lease holder.
 * - A log that adds money or frees capacity, once its block is final: Deposited, LeasePaid, LeaseEnded, LeaseCredited, CompensationPaid, LeaseClosed.
 * - All others, such as NodeRegistered and ProviderListed, as soon as their block is the head, because a match on a node that disappears again costs nothing.
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
      /** The nonce of the filled bid, under which the contract counts the bid's filled GPUs. */
      readonly bidNonce: bigint
    }
  | { readonly kind: 'LeaseReady'; readonly leaseId: LeaseId; readonly readyAt: UnixSeconds }
  /** The amounts are the payments of this claim, and not totals. */
  | (ShareFees & { readonly kind: 'LeasePaid'; readonly leaseId: LeaseId; readonly pay: PTokenUnits })
  | {
      readonly kind: 'LeaseEnded'
      readonly leaseId: LeaseId
      readonly end: UnixSeconds
      readonly accepted: boolean
      readonly reason: number
      /**
       * The refund to the renter for all seconds that are not billed. If both parties accepted the end, it is 0, because LeaseClosed follows and contains the
       * refund.
       */
      readonly refund: PTokenUnits
      readonly blockTimestamp: UnixSeconds
    }
  /** Amounts are totals of the lease. They include the amounts of LeasePaid and LeaseEnded. */
  | (ShareFees & {
      readonly kind: 'LeaseClosed'
      readonly leaseId: LeaseId
      readonly reason: number
      readonly pay: PTokenUnits
      readonly refund: PTokenUnits
      readonly blockTimestamp: UnixSeconds
    })
  /** The holder paid for a longer lease. `end` is its new end. */
  | {
      readonly kind: 'LeaseExtended'
      readonly leaseId: LeaseId
      readonly end: UnixSeconds
      readonly escrowAdded: PTokenUnits
      readonly relayFee: PTokenUnits
      readonly relayer: Address
    }
  /** The lease was transferred: this account now has the lease's rights and refunds. */
  | { readonly kind: 'LeaseHolderChanged'; readonly leaseId: LeaseId; readonly holder: Address }
  /** Validators took seconds off a lease's bill (a credit). `refund` is the immediate payment to the holder. */
  | { readonly kind: 'LeaseCredited'; readonly leaseId: LeaseId; readonly refund: PTokenUnits }
  /** Compensation for a broken lease, paid from the provider's bond into the Market balance of `account`. */
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
  /** CPU, RAM, disk or network changed. The order book ignores these values. */
  | { readonly kind: 'NodeUpdated'; readonly node: NodeId }
  | { readonly kind: 'NodeRetired'; readonly node: NodeId }
  /** The node's current attestation by validators, reported at the head. Journals contain it from version 4 on. */
  | { readonly kind: 'NodeAttested'; readonly node: NodeId; readonly tier: number; readonly reliabilityBps: number }
  | { readonly kind: 'ProviderListed'; readonly provider: Address }
  | { readonly kind: 'ProviderDelisted'; readonly provider: Address }
  | { readonly kind: 'ClassAdded'; readonly classId: number; readonly vramGib: number; readonly referencePricePerGpuSecond: PTokenUnits }
  | { readonly kind: 'RegionAdded'; readonly regionId: number }

/** A block became the head (`final: false`) or can no longer be dropped (`final: true`). Only the head moves the chain clock. */
export type BlockCommand = {
  readonly kind: 'Block'
  readonly number: number
  readonly hash: string
  readonly timestamp: UnixSeconds
  readonly final: boolean
}

/** The chain dropped the block of the command `of`, so the book undoes that command. The newest command is undone first. */
export type DroppedCommand = { readonly kind: 'Dropped'; readonly of: ChainLogCommand | BlockCommand }

/** Every command that the follower (the process that copies the chain) sends to the order book. */
export type ChainCommand = BlockCommand | ChainLogCommand | DroppedCommand
