import type {
  Address,
  Bps,
  DurationSeconds,
  EndReason,
  ErrorCode,
  Hex32,
  LeaseId,
  LeaseTerms,
  NodeId,
  OrderHash,
  PTokenUnits,
  ShareFees,
  UnixSeconds,
} from '@infinitio/domain'
import type { LedgerEvent } from './ledgerEvent.ts'

/** The registered properties of a node. `vramGib` is the memory of one GPU. */
export type NodeFacts = {
  readonly nodeKey: Address
  readonly hostKey: Hex32
  readonly boxKey: Hex32
  readonly classId: number
  readonly regionId: number
  readonly gpus: number
  readonly vramGib: number
  readonly cpuCores: number
  readonly ramGib: number
  readonly diskGib: number
  readonly networkMbps: number
}

/** Events of Market about balances. Amounts are base units; `balance` is the account's balance after the event. */
type BalanceEvent =
  | { readonly name: 'Deposited'; readonly account: Address; readonly from: Address; readonly amount: PTokenUnits; readonly balance: PTokenUnits }
  | { readonly name: 'Withdrawn'; readonly account: Address; readonly to: Address; readonly amount: PTokenUnits; readonly balance: PTokenUnits }
  /** A zero `splitter` means that the fees were burned. */
  | { readonly name: 'FeesSwept'; readonly splitter: Address; readonly amount: PTokenUnits; readonly accounts: readonly Address[] }

/**
 * Events of Market about leases, and how each moves money:
 * - Settled takes escrow + relayFee from the renter and gives relayFee to the relayer.
 * - LeasePaid adds its pay, less the provider's fee, to the provider's balance. It adds the fees of both sides to the fees that the market collects in the
 * provider's account.
 * - LeaseEnded gives `refund` to the lease's holder: the renter, or the owner of the lease token if there is one.
 * - LeaseClosed contains the totals of the whole lease. It moves these totals, less the amounts of earlier LeasePaid and LeaseEnded events.
 */
type LeaseEvent =
  | {
      readonly name: 'Settled'
      readonly leaseId: LeaseId
      readonly askHash: OrderHash
      readonly bidHash: OrderHash
      readonly terms: LeaseTerms
      readonly escrow: PTokenUnits
      readonly relayFee: PTokenUnits
      readonly relayer: Address
      readonly bidNonce: bigint
    }
  | { readonly name: 'LeaseReady'; readonly leaseId: LeaseId; readonly readyAt: UnixSeconds }
  | (ShareFees & {
      readonly name: 'LeasePaid'
      readonly leaseId: LeaseId
      /** The total seconds of the lease for which the provider has been paid so far. */
      readonly paidSeconds: bigint
      readonly pay: PTokenUnits
    })
  | {
      readonly name: 'LeaseEnded'
      readonly leaseId: LeaseId
      readonly end: UnixSeconds
      readonly accepted: boolean
      readonly reason: EndReason
      /** The refund to the holder of the lease; 0 if the holder accepted the end, because LeaseClosed then contains the refund. */
      readonly refund: PTokenUnits
    }
  | (ShareFees & {
      readonly name: 'LeaseClosed'
      readonly leaseId: LeaseId
      readonly reason: EndReason
      readonly pay: PTokenUnits
      readonly refund: PTokenUnits
    })

/**
 * Events of Market and LeaseToken about changes of a lease. "Holder" is the renter, or the owner of the lease token if there is one.
 * - LeaseExtended takes escrowAdded + relayFee from the holder and gives relayFee to the relayer. From then on, the lease lasts `durationSeconds` from its
 *   start, and later calls must use this duration.
 * - LeaseCredited gives `refund` to the holder (0 while the lease is active).
 * - LeaseTokenised and LeaseTokenMoved contain the new holder.
 * - CompensationPaid gives `amount` from the provider's bond to `to`.
 */
type LeaseChangeEvent =
  | {
      readonly name: 'LeaseExtended'
      readonly leaseId: LeaseId
      readonly end: UnixSeconds
      readonly durationSeconds: DurationSeconds
      readonly escrowAdded: PTokenUnits
      readonly relayFee: PTokenUnits
      readonly relayer: Address
    }
  | {
      readonly name: 'LeaseCredited'
      readonly leaseId: LeaseId
      readonly creditSeconds: DurationSeconds
      /** The seconds that validators took off the bill of the lease so far, in total. */
      readonly totalSeconds: DurationSeconds
      readonly refund: PTokenUnits
    }
  | { readonly name: 'LeaseTokenised'; readonly leaseId: LeaseId; readonly owner: Address }
  /** `from` is zero when the token is minted, which LeaseTokenised also reports. `to` is zero when it is burned because the lease closes. */
  | { readonly name: 'LeaseTokenMoved'; readonly leaseId: LeaseId; readonly from: Address; readonly to: Address }
  | { readonly name: 'CompensationPaid'; readonly leaseId: LeaseId; readonly to: Address; readonly amount: PTokenUnits }

/**
 * Events of Market about session keys, relay fees and used nonces. The limits of session keys are in 1e-9 PToken. RelayFeePaid moves `amount` base units from
 * the account's balance to the relayer's.
 */
type SessionEvent =
  | {
      readonly name: 'SessionAuthorized'
      readonly account: Address
      readonly key: Address
      readonly totalLeft: bigint
      readonly dayCap: bigint
      readonly expiry: UnixSeconds
    }
  | { readonly name: 'SessionRevoked'; readonly account: Address; readonly key: Address }
  | {
      readonly name: 'SessionSpent'
      readonly account: Address
      readonly key: Address
      readonly spent: bigint
      readonly totalLeft: bigint
      readonly spentToday: bigint
    }
  | { readonly name: 'RelayFeePaid'; readonly account: Address; readonly relayer: Address; readonly amount: PTokenUnits }
  | { readonly name: 'NonceUsed'; readonly account: Address; readonly nonce: bigint }

/** A pair of ask and bid that a batch of settlements skipped, with the error code of its revert data. */
type SkippedEvent = { readonly name: 'SettleSkipped'; readonly index: number; readonly bidHash: OrderHash; readonly error: ErrorCode }

/** Events of Market about cancelled orders. No engine may settle these orders any longer. */
type CancelEvent =
  | { readonly name: 'AskCancelled'; readonly account: Address; readonly nonce: bigint }
  | { readonly name: 'BidCancelled'; readonly account: Address; readonly nonce: bigint }
  | { readonly name: 'FloorRaised'; readonly account: Address; readonly floor: bigint }

/** Events of NodeRegistry and ClassCatalog. A provider's machines are listed until ProviderDelisted. */
type RegistryEvent =
  | { readonly name: 'NodeRegistered'; readonly node: NodeId; readonly provider: Address; readonly facts: NodeFacts }
  | {
      readonly name: 'NodeUpdated'
      readonly node: NodeId
      readonly cpuCores: number
      readonly ramGib: number
      readonly diskGib: number
      readonly networkMbps: number
    }
  | { readonly name: 'NodeRetired'; readonly node: NodeId }
  | { readonly name: 'NodeAttested'; readonly node: NodeId; readonly tier: number; readonly reliabilityBps: Bps }
  | { readonly name: 'ProviderDelisted'; readonly provider: Address }
  | { readonly name: 'ProviderListed'; readonly provider: Address }
  | {
      readonly name: 'ClassAdded'
      readonly classId: number
      readonly className: string
      readonly vramGib: number
      readonly referencePricePerGpuSecond: PTokenUnits
    }
  | { readonly name: 'RegionAdded'; readonly regionId: number; readonly regionName: string }
  | { readonly name: 'ReferencePriceChanged'; readonly classId: number; readonly previous: PTokenUnits; readonly current: PTokenUnits }

/** Events of StakeVault about bonds. `purpose` is ASCII, such as `Provider`. `bonded` is the bond that remains after the event. */
type BondEvent =
  | {
      readonly name: 'Bonded'
      readonly account: Address
      readonly purpose: string
      readonly payer: Address
      readonly amount: PTokenUnits
      readonly bonded: PTokenUnits
    }
  | {
      readonly name: 'Unbonding'
      readonly account: Address
      readonly purpose: string
      readonly amount: PTokenUnits
      readonly bonded: PTokenUnits
      readonly releaseAt: UnixSeconds
    }
  /** A part of the bond was taken. `compensated` was paid to `victim`, which is a Market or the harmed account. */
  | {
      readonly name: 'BondSlashed'
      readonly account: Address
      readonly purpose: string
      readonly victim: Address
      readonly compensated: PTokenUnits
      readonly burned: PTokenUnits
      readonly toTreasury: PTokenUnits
      readonly bonded: PTokenUnits
    }
  | { readonly name: 'BondWithdrawn'; readonly account: Address; readonly purpose: string; readonly to: Address; readonly amount: PTokenUnits }

/** Events of Directory. `entry` is ASCII. */
type DirectoryEvent =
  | { readonly name: 'EntrySet'; readonly entry: string; readonly previous: Address; readonly current: Address }
  | { readonly name: 'EngineSet'; readonly engine: Address; readonly listed: boolean }
  | { readonly name: 'FeeSet'; readonly feeBps: Bps }
  | { readonly name: 'ReceiptKeySet'; readonly receiptKey: Address }
  | { readonly name: 'GatewayHostKeySet'; readonly gatewayHostKey: Hex32 }

/** A known event that changes no table, such as an upgrade or a change of owner. */
type AdministrativeEvent = { readonly name: 'Administrative'; readonly event: string }

/** One log of a followed contract, decoded so completely that applying it needs no further call. */
export type ChainEvent =
  | BalanceEvent
  | LeaseEvent
  | LeaseChangeEvent
  | SessionEvent
  | SkippedEvent
  | CancelEvent
  | RegistryEvent
  | BondEvent
  | DirectoryEvent
  | LedgerEvent
  | AdministrativeEvent
