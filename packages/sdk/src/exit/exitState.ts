import type { Address, Hex32, LeaseId, LeaseProgress, LeaseTerms, PTokenUnits, UnixSeconds } from '@infinitio/domain'

/** A live lease with the account as holder or provider. `terms` are the hashed terms with all extensions. */
export type ExitLease = {
  readonly market: Address
  readonly leaseId: LeaseId
  readonly terms: LeaseTerms
  readonly progress: LeaseProgress
  /**
   * The account that may end the lease and receives the refund: the owner of its token if it has one, otherwise the
   * renter.
   */
  readonly holder: Address
}

/**
 * The balance, orders and session keys of an account in one Market contract (a deployment may have several versions). Orders with a nonce below `floor` are
 * cancelled.
 */
export type ExitMarket = {
  readonly market: Address
  readonly pToken: Address
  readonly balance: PTokenUnits
  readonly floor: bigint
  /** The account's session keys that are still valid. */
  readonly keys: readonly Address[]
}

/**
 * One bond of an account. `unbonding` may be withdrawn from `releaseAt` on. A court holds the bond until `frozenUntil`. If a slash is due (`slashAt` is not 0),
 * it holds the bond from `slashAt` on until someone executes it, which anyone may do.
 */
export type ExitBond = {
  readonly vault: Address
  readonly pToken: Address
  readonly purpose: string
  readonly purposeKey: Hex32
  readonly bonded: PTokenUnits
  readonly unbonding: PTokenUnits
  readonly releaseAt: UnixSeconds
  readonly frozenUntil: UnixSeconds
  readonly slashAt: UnixSeconds
}

/** A validator's share of fees in a FeeSplitter that was not withdrawn. */
export type ExitReward = { readonly splitter: Address; readonly pToken: Address; readonly owed: PTokenUnits }

/**
 * A wallet's balances of one PToken and of its reserve coin. `scale` is the number of PToken base units in one unit of the reserve coin. `coinUnits` counts
 * units of the reserve coin.
 */
export type ExitWallet = {
  readonly pToken: Address
  readonly units: PTokenUnits
  readonly scale: bigint
  readonly coin: Address
  readonly coinUnits: bigint
  readonly coinDecimals: number
  readonly coinSymbol: string
}

/**
 * All that an account has on the chain, at block `block` and block time `now`. Contains only leases that are not closed; amounts are in base units.
 * `unreadable` counts leases with other terms on the chain than in the logs, because this RPC node omitted some logs.
 */
export type ExitState = {
  readonly account: Address
  readonly block: bigint
  readonly now: UnixSeconds
  readonly markets: readonly ExitMarket[]
  readonly leases: readonly ExitLease[]
  readonly unreadable: readonly LeaseId[]
  readonly bonds: readonly ExitBond[]
  readonly rewards: readonly ExitReward[]
  /** The wallet's balances for each PToken of the account's Markets, vaults and splitters. There is only one unless the PToken was replaced. */
  readonly wallets: readonly ExitWallet[]
}
