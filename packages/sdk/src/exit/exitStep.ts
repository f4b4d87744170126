import type { Address, Hex32, LeaseId, LeaseTerms, PTokenUnits, UnixSeconds } from '@infinitio/domain'

/** What one lease step needs: where, which lease, and the terms every call of the contract takes. */
type OfLease = { readonly market: Address; readonly leaseId: LeaseId; readonly terms: LeaseTerms }

/** One transaction on the way out. Amounts in PToken base units. */
export type ExitStep =
  | { readonly kind: 'takeBackOrders'; readonly market: Address; readonly floor: bigint }
  | { readonly kind: 'revokeKey'; readonly market: Address; readonly key: Address }
  | ({ readonly kind: 'claim' } & OfLease)
  | ({ readonly kind: 'close' } & OfLease)
  | ({ readonly kind: 'cancelLease' } & OfLease)
  | ({ readonly kind: 'noShow' } & OfLease)
  | ({ readonly kind: 'end' } & OfLease)
  | { readonly kind: 'takeReward'; readonly splitter: Address }
  | { readonly kind: 'executeSlash'; readonly vault: Address; readonly purpose: string; readonly purposeKey: Hex32 }
  | { readonly kind: 'withdrawBond'; readonly vault: Address; readonly purpose: string; readonly purposeKey: Hex32; readonly amount: PTokenUnits }
  | { readonly kind: 'unbond'; readonly vault: Address; readonly purpose: string; readonly purposeKey: Hex32; readonly amount: PTokenUnits }
  | { readonly kind: 'withdraw'; readonly market: Address; readonly amount: PTokenUnits }
  | { readonly kind: 'redeem'; readonly pToken: Address; readonly amount: PTokenUnits; readonly coinUnits: bigint }

/** Where a step puts money: the account's balance in the Market, PToken in the wallet, the reserve coin in the wallet, or the wait of a bond. */
export type ExitPlace = 'market' | 'wallet' | 'coin' | 'unbonding'

/**
 * What a step gives the account. `exact`: to the unit. `byTheSecond`: exact in a block of this moment, and changes with each second until
 * it is mined. `atMost`: if nothing is credited, slashed or ended before then. Units of the coin where the place is `coin`, else of PToken.
 */
export type ExitGain = { readonly place: ExitPlace; readonly amount: bigint; readonly certainty: 'exact' | 'byTheSecond' | 'atMost' }

/** A step of a plan. `from` is the first second at which the contract allows it; null: at once. `key` names the step between plans. */
export type PlannedStep = { readonly key: string; readonly step: ExitStep; readonly gain: ExitGain | null; readonly from: UnixSeconds | null }

/**
 * The way out: `now` in the order to send, `later` by the time from which each is allowed. `dust` stays in the wallet: it is less than one
 * unit of the reserve coin, and a redemption would burn it for nothing.
 */
export type ExitPlan = { readonly now: readonly PlannedStep[]; readonly later: readonly PlannedStep[]; readonly dust: PTokenUnits }
