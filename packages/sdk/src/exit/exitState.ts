import type { Address, Hex32, LeaseId, LeaseProgress, LeaseTerms, PTokenUnits, UnixSeconds } from '@infinitio/domain'

/** A live lease in which an account is the holder or the provider. `terms` are the ones its slot is hashed from, extensions included. */
export type ExitLease = {
  readonly market: Address
  readonly leaseId: LeaseId
  readonly terms: LeaseTerms
  readonly progress: LeaseProgress
  /** Who may end it and gets its refund: the owner of its token if it has one, else the renter. */
  readonly holder: Address
}

/** What an account has in one version of the Market. Orders with a nonce below `floor` are cancelled. */
export type ExitMarket = {
  readonly market: Address
  readonly pToken: Address
  readonly balance: PTokenUnits
  readonly floor: bigint
  /** Session keys that may still spend. */
  readonly keys: readonly Address[]
}

/**
 * One bond of an account: `unbonding` may be withdrawn from `releaseAt` on. A court holds it until `frozenUntil`; a slash that may be carried
 * out from `slashAt` on (0: none) holds it until that is done, which anyone may do.
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

/** A validator's share of the fees that waits in a FeeSplitter. */
export type ExitReward = { readonly splitter: Address; readonly pToken: Address; readonly owed: PTokenUnits }

/** What the wallet itself holds of one PToken and its reserve coin. `scale` is PToken base units to one unit of the reserve coin; `coinUnits` counts those. */
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
 * Everything an account has on the chain, at block `block` and time `now` of the block clock. Live leases only; amounts in base units. `unreadable`
 * leases have other terms on the chain than the logs told, so this RPC left some of their logs out.
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
  /** One for each PToken that a Market, vault or splitter of the account pays in: there is one, unless it was ever replaced. */
  readonly wallets: readonly ExitWallet[]
}
