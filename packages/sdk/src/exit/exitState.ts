import type { Address, Hex32, LeaseId, LeaseProgress, LeaseTerms, PTokenUnits, UnixSeconds } from '@infinitio/domain'
import type { ExitDue, UnreadDue } from './dues/exitDue.ts'
import type { ExitHosting } from './hosting/exitHosting.ts'
import type { ExitLedger } from './ledger/exitLedger.ts'
import type { ExitPool } from './pool/exitPool.ts'

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
 * The balance, orders and session keys of an account in one Market contract. A deployment may have several versions of this contract. Orders with a nonce below
 * `floor` are cancelled.
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
 * One bond of an account. The amount `unbonding` may be withdrawn from `releaseAt` on, in Unix seconds. A freeze, for example by a dispute, holds the whole
 * bond until `frozenUntil`. If `slashAt` is not 0, a slash is queued: it holds the bond from `slashAt` on, until it is executed, which anyone may do.
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

/** A validator's part of the fees that it has not yet withdrawn from a FeeSplitter contract. */
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
 * What an account has in the market's contracts and in its wallet, at block `block` and block time `now`. Contains only leases that are not closed. Amounts are
 * in base units. `unreadable` lists leases for which the terms in the logs differ from those on the chain.
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
  readonly ledgers: readonly ExitLedger[]
  readonly pools: readonly ExitPool[]
  readonly hosting: readonly ExitHosting[]
  readonly dues: readonly ExitDue[]
  /** The cases and contracts that may owe something to the account, but could not be read. */
  readonly unread: readonly UnreadDue[]
  /** The wallet's balances, one entry for each PToken that these contracts use. There is only one entry unless the PToken was replaced. */
  readonly wallets: readonly ExitWallet[]
}
