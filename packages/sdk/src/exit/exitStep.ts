import { type Address, assert, type Hex32, type LeaseId, type LeaseTerms, type PTokenUnits, type UnixSeconds } from '@infinitio/domain'
import type { ExitState, ExitWallet } from './exitState.ts'
import type { DueStep } from './dues/exitDue.ts'
import type { HostingStep } from './hosting/exitHosting.ts'
import type { LedgerStep } from './ledger/exitLedger.ts'
import type { PoolStep } from './pool/exitPool.ts'

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
  | LedgerStep
  | PoolStep
  | HostingStep
  | DueStep
  | { readonly kind: 'withdraw'; readonly market: Address; readonly amount: PTokenUnits }
  | { readonly kind: 'redeem'; readonly pToken: Address; readonly amount: PTokenUnits; readonly coinUnits: bigint }

/**
 * The location to which a step moves money: the Market balance (`market`), PToken (`wallet`) or reserve coin (`coin`) in the wallet, a bond that waits for its
 * release (`unbonding`), the pot (the account's balance in a service ledger) in PToken or G, G in the wallet, the balance at a task pool, or a stake at a task
 * pool that waits for its release.
 */
export type ExitPlace = 'market' | 'wallet' | 'coin' | 'unbonding' | 'pot' | 'potG' | 'walletG' | 'pool' | 'stakeLeaving'

/**
 * The money that a step of an exit moves to the account, and how certain the amount is. `exact`: exact to the last unit. `byTheSecond`: exact for a block at
 * this second, but different in each later second. `atMost`: possibly less, if a credit, a slash or the end of the lease comes first. The amount is in units of
 * the reserve coin for the location `coin`, in base units of G for `potG` and `walletG`, otherwise in base units of PToken.
 */
export type ExitGain = { readonly place: ExitPlace; readonly amount: bigint; readonly certainty: 'exact' | 'byTheSecond' | 'atMost' }

/**
 * A step of a plan to leave the market. `from` is the first second at which the contract allows it, or null if it is allowed now. `key` identifies the same
 * step in later plans.
 */
export type PlannedStep = { readonly key: string; readonly step: ExitStep; readonly gain: ExitGain | null; readonly from: UnixSeconds | null }

/**
 * A plan to leave the market. `now` lists the steps in the order in which to send them, and `later` those that the contracts allow only later, earliest first.
 * `dust` is the PToken that finally remains in the wallet: of each PToken contract, less than one unit of its reserve coin, for which redeeming pays nothing.
 */
export type ExitPlan = { readonly now: readonly PlannedStep[]; readonly later: readonly PlannedStep[]; readonly dust: PTokenUnits }

type Holders = Pick<ExitState, 'markets' | 'bonds' | 'rewards' | 'ledgers' | 'pools' | 'hosting'>

/** Returns the wallet's balances for the PToken that a step moves, or else for the PToken of the step's contract. No contract ever changes its PToken. */
export function walletOf(step: ExitStep, state: Holders & Pick<ExitState, 'wallets'>): ExitWallet {
  // A contract that owes money may have no PToken. The first wallet then serves to show amounts.
  const pToken = 'contract' in step ? state.wallets[0]?.pToken : tokenOf(step, state)
  const wallet = state.wallets.find((one) => one.pToken === pToken)
  assert(wallet !== undefined, 'every token of a step has a wallet')
  return wallet
}

function tokenOf(step: Exclude<ExitStep, DueStep>, { markets, bonds, rewards, ledgers, pools, hosting }: Holders): string | undefined {
  if ('market' in step) return markets.find(({ market }) => market === step.market)?.pToken
  if ('vault' in step) return bonds.find(({ vault }) => vault === step.vault)?.pToken
  if ('splitter' in step) return rewards.find(({ splitter }) => splitter === step.splitter)?.pToken
  if ('ledger' in step) return ledgers.find(({ ledger }) => ledger === step.ledger)?.pToken
  if ('pool' in step) return pools.find(({ pool }) => pool === step.pool)?.pToken
  if ('hosting' in step) return hosting.find((one) => one.hosting === step.hosting)?.pToken
  return step.pToken
}
