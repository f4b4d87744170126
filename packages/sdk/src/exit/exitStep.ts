import { type Address, assert, type Hex32, type LeaseId, type LeaseTerms, type PTokenUnits, type UnixSeconds } from '@infinitio/domain'
import type { ExitState, ExitWallet } from './exitState.ts'

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

/** The wallet of the PToken that a step moves: each Market, vault and splitter pays in one for ever. */
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
