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

/** Facts a provider registered about a node. `vramGib` is of one GPU. */
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

/** What Market said about balances. Amounts in base units; `balance` is the account's balance after it. */
type BalanceEvent =
  | { readonly name: 'Deposited'; readonly account: Address; readonly from: Address; readonly amount: PTokenUnits; readonly balance: PTokenUnits }
  | { readonly name: 'Withdrawn'; readonly account: Address; readonly to: Address; readonly amount: PTokenUnits; readonly balance: PTokenUnits }
  /** `splitter` zero: the fees were burned. */
  | { readonly name: 'FeesSwept'; readonly splitter: Address; readonly amount: PTokenUnits; readonly accounts: readonly Address[] }

/**
 * What Market said about leases. Settled takes escrow + relayFee from the renter and gives relayFee to the relayer. LeasePaid moves what
 * it names: pay less the provider's shares to the provider, the shares of both sides to the provider's waiting fees. LeaseEnded gives `refund` to the renter.
 * LeaseClosed names the totals of the whole lease: it moves what no earlier LeasePaid and LeaseEnded has moved.
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
      /** Sum so far. */
      readonly paidSeconds: bigint
      readonly pay: PTokenUnits
    })
  | {
      readonly name: 'LeaseEnded'
      readonly leaseId: LeaseId
      readonly end: UnixSeconds
      readonly accepted: boolean
      readonly reason: EndReason
      /** What this end gave back to the renter; 0 when accepted. */
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
 * What Market and LeaseToken said about a lease beyond its ordinary life. "Holder" is the renter, or the owner of the lease token.
 * LeaseExtended takes escrowAdded + relayFee from the holder and gives relayFee to the relayer; the window is `durationSeconds` from
 * start from now on, in every later call too. LeaseCredited gives `refund` to the holder (0 while the lease is active).
 * LeaseTokenised and LeaseTokenMoved name the holder. CompensationPaid gives `amount`, out of the provider's bond, to `to`.
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
      /** Sum so far. */
      readonly totalSeconds: DurationSeconds
      readonly refund: PTokenUnits
    }
  | { readonly name: 'LeaseTokenised'; readonly leaseId: LeaseId; readonly owner: Address }
  /** `from` zero: minted, LeaseTokenised says the same; `to` zero: burned, the lease closes. */
  | { readonly name: 'LeaseTokenMoved'; readonly leaseId: LeaseId; readonly from: Address; readonly to: Address }
  | { readonly name: 'CompensationPaid'; readonly leaseId: LeaseId; readonly to: Address; readonly amount: PTokenUnits }

/** Amounts of session keys are in 1e-9 PToken. RelayFeePaid moves `amount` base units from the account's balance to the relayer's. */
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

/** An item that a batch left out, with the error of the table its revert data stands for. */
type SkippedEvent = { readonly name: 'SettleSkipped'; readonly index: number; readonly bidHash: OrderHash; readonly error: ErrorCode }

/** What was cancelled for everyone. */
type CancelEvent =
  | { readonly name: 'AskCancelled'; readonly account: Address; readonly nonce: bigint }
  | { readonly name: 'BidCancelled'; readonly account: Address; readonly nonce: bigint }
  | { readonly name: 'FloorRaised'; readonly account: Address; readonly floor: bigint }

/** What NodeRegistry and ClassCatalog said. A provider is listed until ProviderDelisted. */
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

/** What StakeVault said. `purpose` is ASCII; `bonded` is what counts after it. */
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
  /** A loss of the bond: `compensated` went to `victim`, a Market or who was harmed. */
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

/** What Directory said. `entry` is ASCII. */
type DirectoryEvent =
  | { readonly name: 'EntrySet'; readonly entry: string; readonly previous: Address; readonly current: Address }
  | { readonly name: 'EngineSet'; readonly engine: Address; readonly listed: boolean }
  | { readonly name: 'FeeSet'; readonly feeBps: Bps }
  | { readonly name: 'ReceiptKeySet'; readonly receiptKey: Address }
  | { readonly name: 'GatewayHostKeySet'; readonly gatewayHostKey: Hex32 }

/** An upgrade, a change of owner and the like: known, and nothing a projection shows. */
type AdministrativeEvent = { readonly name: 'Administrative'; readonly event: string }

/** One log of a followed contract, complete enough to fold with no further call. */
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
  | AdministrativeEvent
