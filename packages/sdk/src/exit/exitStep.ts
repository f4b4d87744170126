import { type Address, assert, type Hex32, type LeaseId, type LeaseTerms, type PTokenUnits, type UnixSeconds } from '@infinitio/domain'
import type { ExitState, ExitWallet } from './exitState.ts'

/** The lease of one step of an exit (leaving the market): its Market contract, its id and its terms. */
type OfLease = { readonly market: Address; readonly leaseId: LeaseId; readonly terms: LeaseTerms }

/** One transaction with which an account leaves the market (an exit). Amounts are in PToken base units. */
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

/** The location to which a step moves money: the Market balance, PToken in the wallet, reserve coin in the wallet, or a bond that waits for its release. */
export type ExitPlace = 'market' | 'wallet' | 'coin' | 'unbonding'

/**
 * The money that a step of an exit moves to the account, and how certain the amount is. `exact`: exact to the last unit. `byTheSecond`: exact for a block at
 * this second, but different in each later second. `atMost`: possibly less, if a credit, a slash or the end of the lease comes first. The amount is in units of
 * the reserve coin for the location `coin`, otherwise in base units of PToken.
 */
export type ExitGain = { readonly place: ExitPlace; readonly amount: bigint; readonly certainty: 'exact' | 'byTheSecond' | 'atMost' }

/**
 * A step of a plan to leave the market. `from` is the first second at which the contract allows it, or null if it is allowed now. `key` identifies the same
 * step in later plans.
 */
export type PlannedStep = { readonly key: string; readonly step: ExitStep; readonly gain: ExitGain | null; readonly from: UnixSeconds | null }

/**
 * A plan to leave the market. `now` lists the steps in the order in which to send them, and `later` those that the contracts allow only later, earliest first.
 * `dust` is the sum of what remains in the wallet: of each PToken, less than one unit of its reserve coin, so redeeming it would pay nothing.
 */
export type ExitPlan = { readonly now: readonly PlannedStep[]; readonly later: readonly PlannedStep[]; readonly dust: PTokenUnits }

/** Returns the balances of the PToken that a step moves. A Market, vault or splitter never changes its PToken. */
export function walletOf(step: ExitStep, state: Pick<ExitState, 'markets' | 'bonds' | 'rewards' | 'wallets'>): ExitWallet {
  const pToken = tokenOf(step, state)
  const wallet = state.wallets.find((one) => one.pToken === pToken)
  assert(wallet !== undefined, 'every token of a step has a wallet')
  return wallet
}

function tokenOf(step: ExitStep, { markets, bonds, rewards }: Pick<ExitState, 'markets' | 'bonds' | 'rewards'>): string | undefined {
  if ('market' in step) return markets.find(({ market }) => market === step.market)?.pToken
  if ('vault' in step) return bonds.find(({ vault }) => vault === step.vault)?.pToken
  if ('splitter' in step) return rewards.find(({ splitter }) => splitter === step.splitter)?.pToken
  return step.pToken
}
