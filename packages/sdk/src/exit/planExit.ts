import { type PTokenUnits, pTokenUnits, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import type { ExitBond, ExitReward, ExitState, ExitWallet } from './exitState.ts'
import { type ExitGain, type ExitPlan, type ExitStep, type PlannedStep, walletOf } from './exitStep.ts'
import { leaseSteps } from './leaseSteps.ts'
import { dueSteps } from './dues/dueSteps.ts'
import { hostingSteps } from './hosting/hostingSteps.ts'
import { ledgerSteps, potSteps } from './ledger/ledgerSteps.ts'
import { poolSteps, poolWithdrawal } from './pool/poolSteps.ts'

/**
 * The nonce below which an account that leaves the market cancels all its orders. Three quarters of all possible nonces remain for the case that the account
 * comes back.
 */
export const exitFloor = 2n ** 62n

/** Seconds that a bond waits after its withdrawal was requested. The same values as `StakeVault.PROVIDER_UNBONDING_SECONDS` and `OTHER_UNBONDING_SECONDS`. */
const unbondingSeconds = (purpose: string) => (purpose === 'Provider' ? 35n : 14n) * 86_400n

/**
 * The choices of the caller. `skip` holds the keys of steps that this run already completed or that a contract rejected. `endDuties`: also unstake G, leave
 * panels and leave projects, which ends votes and duties. Default: false.
 */
export type ExitChoices = { readonly keepOrders: boolean; readonly skip: ReadonlySet<string>; readonly endDuties?: boolean }

/**
 * Plans how an account leaves the market from its current state. The steps cancel orders (to stop new leases), collect rewards and pay, end leases, unbond,
 * close channels to AI services, withdraw stakes for tasks, collect from hosting programmes and other contracts what is due, and finally withdraw and redeem
 * PToken. Pure: the same state gives the same plan, so an interrupted run continues by planning again. No step restarts the waiting time of money that already
 * waits.
 */
export function planExit(state: ExitState, { keepOrders, skip, endDuties = false }: ExitChoices): ExitPlan {
  const before = [
    ...(keepOrders ? [] : orderSteps(state)),
    ...state.rewards.flatMap(rewardSteps),
    ...state.leases.flatMap((lease) => leaseSteps(lease, state)).sort(claimsFirst),
    ...state.bonds.flatMap((bond) => bondSteps(bond, state)),
    ...state.ledgers.flatMap((ledger) => ledgerSteps(ledger, { now: state.now, keepKeys: keepOrders })),
    ...state.pools.flatMap((pool) => poolSteps(pool, { now: state.now, keepKeys: keepOrders })),
    ...state.hosting.flatMap((hosting) => hostingSteps(hosting, state)),
    ...dueSteps(state.dues, { now: state.now, endDuties }),
  ].filter(({ key }) => !skip.has(key))
  const now = before.filter(({ from }) => from === null)
  const withdrawals = [
    ...state.markets.flatMap(({ market, balance }) => {
      const gains = now.filter(({ step, gain }) => gain?.place === 'market' && 'market' in step && step.market === market)
      return withdrawStep({ market, balance, gains: gains.flatMap(({ gain }) => gain ?? []) })
    }),
    ...state.ledgers.flatMap((ledger) => potSteps(ledger, now)),
    ...state.pools.flatMap((pool) => poolWithdrawal(pool, now)),
  ]
  const sent = withdrawals.filter(({ key }) => !skip.has(key))
  const redemptions = state.wallets.map((wallet) => {
    const arriving = [...now, ...sent].filter(({ step, gain }) => gain?.place === 'wallet' && walletOf(step, state) === wallet)
    return redeemStep(wallet, { arriving: arriving.flatMap(({ gain }) => gain ?? []) })
  })
  return {
    now: [...now, ...sent, ...redemptions.flatMap(({ redeem }) => redeem).filter(({ key }) => !skip.has(key))],
    later: before.filter(({ from }) => from !== null).toSorted((one, other) => Number((one.from ?? 0n) - (other.from ?? 0n))),
    dust: pTokenUnits(redemptions.reduce((total, { dust }) => total + dust, 0n)),
  }
}

function rewardSteps({ splitter, owed }: ExitReward): PlannedStep[] {
  if (owed === 0n) return []
  return [
    {
      key: `takeReward:${splitter}`,
      step: { kind: 'takeReward', splitter },
      gain: { place: 'wallet', amount: owed, certainty: 'exact' },
      from: null,
    },
  ]
}

/**
 * Returns the steps that cancel orders and revoke session keys. Returns none if the account has no balance, no lease and no bond in the market, because orders
 * and keys can then cost it nothing.
 */
function orderSteps({ markets, leases, bonds }: ExitState): PlannedStep[] {
  const isIn = markets.some(({ balance }) => balance > 0n) || leases.length > 0 || bonds.some(({ bonded }) => bonded > 0n)
  if (!isIn) return []
  const planned = (key: string, step: ExitStep): PlannedStep => ({ key, step, gain: null, from: null })
  return markets.flatMap(({ market, floor, keys }) => [
    ...(floor < exitFloor ? [planned(`takeBackOrders:${market}`, { kind: 'takeBackOrders', market, floor: exitFloor })] : []),
    ...keys.map((key) => planned(`revokeKey:${market}:${key}`, { kind: 'revokeKey', market, key })),
  ])
}

/**
 * Returns the steps for one bond. The unbonding amount can be withdrawn after its release time, if no freeze (for example by a dispute) and no queued slash
 * holds the bond. If a slash is queued, the plan contains the step that executes it.
 */
function bondSteps({ vault, purpose, purposeKey, ...bond }: ExitBond, { now }: ExitState): PlannedStep[] {
  const { bonded, unbonding, releaseAt, frozenUntil, slashAt } = bond
  const at = { vault, purpose, purposeKey }
  const held = slashAt > frozenUntil ? slashAt : frozenUntil
  const waitFor = (moment: UnixSeconds) => (now < moment || slashAt > 0n ? moment : null)
  const freeAt = waitFor(releaseAt > held ? releaseAt : held)
  const slash: PlannedStep = {
    key: `executeSlash:${vault}:${purpose}`,
    step: { kind: 'executeSlash', ...at },
    gain: null,
    from: now < slashAt ? slashAt : null,
  }
  const withdraw: PlannedStep = {
    key: `withdrawBond:${vault}:${purpose}`,
    step: { kind: 'withdrawBond', ...at, amount: unbonding },
    gain: { place: 'wallet', amount: unbonding, certainty: freeAt === null ? 'exact' : 'atMost' },
    from: freeAt,
  }
  const unbond: PlannedStep = {
    key: `unbond:${vault}:${purpose}`,
    step: { kind: 'unbond', ...at, amount: bonded },
    gain: { place: 'unbonding', amount: bonded, certainty: slashAt > 0n ? 'atMost' : 'exact' },
    // A second unbonding would restart the waiting time of the whole amount, so this step waits until the first amount is free.
    from: unbonding > 0n && freeAt !== null ? freeAt : waitFor(held),
  }
  const rest: PlannedStep = {
    key: `${withdraw.key}:rest`,
    step: { ...withdraw.step, amount: bonded } as ExitStep,
    gain: { place: 'wallet', amount: bonded, certainty: 'atMost' },
    from: unixSeconds((unbond.from ?? now) + unbondingSeconds(purpose)),
  }
  return [...(slashAt > 0n ? [slash] : []), ...(unbonding > 0n ? [withdraw] : []), ...(bonded > 0n ? [unbond, rest] : [])]
}

type Withdrawal = { readonly market: ExitState['markets'][number]['market']; readonly balance: PTokenUnits; readonly gains: readonly ExitGain[] }

function withdrawStep({ market, balance, gains }: Withdrawal): PlannedStep[] {
  const amount = pTokenUnits(balance + sum(gains))
  if (amount === 0n) return []
  const gain = { place: 'wallet', amount, certainty: certaintyOf(gains) } as const
  return [{ key: `withdraw:${market}`, step: { kind: 'withdraw', market, amount }, gain, from: null }]
}

function redeemStep(wallet: ExitWallet, { arriving }: { arriving: readonly ExitGain[] }): { redeem: PlannedStep[]; dust: PTokenUnits } {
  const units = wallet.units + sum(arriving)
  const coinUnits = units / wallet.scale
  const dust = pTokenUnits(units % wallet.scale)
  if (coinUnits === 0n) return { redeem: [], dust }
  const step = { kind: 'redeem', pToken: wallet.pToken, amount: pTokenUnits(coinUnits * wallet.scale), coinUnits } as const
  return {
    redeem: [{ key: `redeem:${wallet.pToken}`, step, gain: { place: 'coin', amount: coinUnits, certainty: certaintyOf(arriving) }, from: null }],
    dust,
  }
}

function claimsFirst(one: PlannedStep, other: PlannedStep): number {
  const rank = ({ step }: PlannedStep) => (step.kind === 'claim' || step.kind === 'close' ? 0 : 1)
  return rank(one) - rank(other)
}

const sum = (gains: readonly ExitGain[]) => gains.reduce((total, { amount }) => total + amount, 0n)

function certaintyOf(gains: readonly ExitGain[]): ExitGain['certainty'] {
  if (gains.some(({ certainty }) => certainty === 'atMost')) return 'atMost'
  return gains.every(({ certainty }) => certainty === 'exact') ? 'exact' : 'byTheSecond'
}
