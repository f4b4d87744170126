import {
  type Address,
  address,
  bookedProgress,
  bps,
  durationSeconds,
  escrowOf,
  feeUp,
  hex32,
  leaseFlags,
  leaseId,
  type LeaseProgress,
  type LeaseTerms,
  nodeId,
  pTokenUnits,
  unixSeconds,
  workloadHash,
  zeroHex32,
} from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ExitBond, ExitLease, ExitState } from './exitState.ts'
import { exitFloor, planExit } from './planExit.ts'

const account = address(`0x${'a'.repeat(40)}`)
const other = address(`0x${'b'.repeat(40)}`)
const market = address(`0x${'1'.repeat(40)}`)
const vault = address(`0x${'2'.repeat(40)}`)
const start = 1_000_000n
const rate = 10n ** 14n * 2n
const fee = (amount: bigint) => feeUp({ amount: pTokenUnits(amount), feeBps: bps(25n) })
const wait = 35n * 86_400n
const nothing: ReadonlySet<string> = new Set()

describe('the way out of one lease', () => {
  const escrow = escrowOf(terms({}))
  const paidFor = (seconds: bigint) => rate * seconds - fee(rate * seconds)
  const backAfter = (seconds: bigint) => escrow - rate * seconds - fee(rate * seconds)
  const active = { state: 'active', readyDelaySeconds: 100n } as const
  const rows = [
    ['cancels what has not started, at no cost without notice', { now: -60n, holds: true }, ['cancelLease exact', escrow], null],
    [
      'pays the notice of a cancellation that comes late',
      { now: -60n, holds: true, notice: 600n },
      ['cancelLease byTheSecond', backAfter(540n)],
      null,
    ],
    ['cancels for free once the machine is late', { now: 300n, holds: true, notice: 600n }, ['cancelLease exact', escrow], null],
    ['takes back a lease whose machine never came', { now: 601n, holds: true }, ['noShow exact', escrow], null],
    ['ends a running lease with its bill', { now: 1_000n, holds: true, ...active }, ['end byTheSecond', backAfter(900n)], null],
    ['pays the notice of an end', { now: 1_000n, holds: true, notice: 50n, ...active }, ['end byTheSecond', backAfter(950n)], null],
    ['ends for nothing within the trial', { now: 350n, holds: true, trial: 300n, ...active }, ['end byTheSecond', escrow], null],
    ['never takes back what was paid', { now: 350n, holds: true, trial: 300n, paid: 20n, ...active }, ['end byTheSecond', backAfter(20n)], null],
    ['ends a lease whose time is up without waiting for its close', { now: 9_000n, holds: true, ...active }, ['end exact', backAfter(7_100n)], null],
    ['leaves an ended lease to its provider', { now: 4_000n, holds: true, ...active, state: 'ended', end: 3_000n }, null, null],
    ['lets a booked lease of a provider run', { now: -60n, serves: true }, null, [10_800n, paidFor(7_200n)]],
    ['expects nothing of a lease it came too late for', { now: 601n, serves: true }, null, null],
    ['waits for pay that is younger than an hour', { now: 3_000n, serves: true, ...active }, null, [10_800n, paidFor(7_100n)]],
    [
      'claims what vested and waits for the rest',
      { now: 5_000n, serves: true, ...active },
      ['claim byTheSecond', paidFor(1_300n)],
      [10_800n, paidFor(7_100n) - paidFor(1_300n)],
    ],
    [
      'claims only what was not paid yet',
      { now: 5_000n, serves: true, paid: 300n, ...active },
      ['claim byTheSecond', paidFor(1_300n) - paidFor(300n)],
      [10_800n, paidFor(7_100n) - paidFor(1_300n)],
    ],
    ['claims nothing while leaving is free', { now: 5_000n, serves: true, trial: 6_000n, ...active }, null, [10_800n, paidFor(7_100n)]],
    [
      'takes credited seconds off',
      { now: 5_000n, serves: true, credit: 300n, ...active },
      ['claim byTheSecond', paidFor(1_000n)],
      [10_800n, paidFor(6_800n) - paidFor(1_000n)],
    ],
    [
      'waits an hour after an end without accept',
      { now: 3_500n, serves: true, ...active, state: 'ended', end: 3_000n },
      null,
      [6_600n, paidFor(2_900n)],
    ],
    [
      'closes an hour after the end, not a second earlier',
      { now: 10_799n, serves: true, ...active },
      ['claim byTheSecond', paidFor(7_099n)],
      [10_800n, paidFor(7_100n) - paidFor(7_099n)],
    ],
    ['asks for nothing where nothing is paid', { now: 5_000n, serves: true, price: 0n, ...active }, null, null],
    ['ends what became ready in a block newer than the clock', { now: 50n, holds: true, ...active }, ['end byTheSecond', escrow], null],
    ['closes an hour after the end', { now: 10_800n, serves: true, ...active }, ['close exact', paidFor(7_100n)], null],
  ] as const
  test.each(rows)('%s', (_promise, { now, ...facts }, first, later) => {
    const plan = planExit(stateOf({ now: start + now, leases: [leaseOf(facts)] }), { keepOrders: true, skip: nothing })
    const [step] = plan.now.filter(({ step }) => 'leaseId' in step)
    expect(step === undefined ? null : [`${step.step.kind} ${step.gain?.certainty}`, step.gain?.amount]).toEqual(first)
    const [wait] = plan.later
    expect(wait === undefined ? null : [(wait.from ?? 0n) - start, wait.gain?.amount]).toEqual(later)
    expect(plan.later.every(({ step, gain }) => step.kind === 'close' && gain?.certainty === 'atMost')).toBe(true)
  })
})

describe('a whole exit', () => {
  test('cancels orders first, then takes pay, ends leases and unbonds, and last withdraws and redeems the sum', () => {
    const state = stateOf({
      now: start + 5_000n,
      balance: 7n,
      wallet: 10n ** 12n * 3n,
      leases: [leaseOf({ holds: true, state: 'active', id: 1n }), leaseOf({ serves: true, state: 'active', id: 2n })],
      bonds: [bondOf({ bonded: 5n })],
    })
    const { now, dust } = planExit(state, { keepOrders: false, skip: nothing })
    expect(now.map(({ step }) => step.kind)).toEqual(['takeBackOrders', 'claim', 'end', 'unbond', 'withdraw', 'redeem'])
    const [, claim, end, , withdraw, redeem] = now
    const arrives = 7n + (claim?.gain?.amount ?? 0n) + (end?.gain?.amount ?? 0n)
    expect(withdraw?.gain).toEqual({ place: 'wallet', amount: arrives, certainty: 'byTheSecond' })
    const units = arrives + 10n ** 12n * 3n
    expect(redeem?.gain).toEqual({ place: 'coin', amount: units / 10n ** 12n, certainty: 'byTheSecond' })
    expect(dust).toBe(units % 10n ** 12n)
  })

  test('plans nothing for an account that has nothing, and nothing twice', () => {
    const empty = { now: [], later: [], dust: 0n }
    expect(planExit(stateOf({}), { keepOrders: false, skip: nothing })).toEqual(empty)
    const state = stateOf({ balance: 10n ** 18n })
    const done = planExit(state, { keepOrders: false, skip: nothing }).now.map(({ key }) => key)
    expect(planExit(state, { keepOrders: false, skip: new Set(done) }).now).toEqual([])
  })

  test('keeps orders on request, and cancels them once', () => {
    const kinds = (state: ExitState, keepOrders: boolean) => planExit(state, { keepOrders, skip: nothing }).now.map(({ step }) => step.kind)
    expect(kinds(stateOf({ balance: 5n }), true)).toEqual(['withdraw'])
    expect(kinds(stateOf({ balance: 5n }), false)).toEqual(['takeBackOrders', 'withdraw'])
    expect(kinds(stateOf({ balance: 5n, floor: exitFloor }), false)).toEqual(['withdraw'])
  })

  test('leaves less than one unit of the coin where it is, instead of burning it', () => {
    const { now, dust } = planExit(stateOf({ wallet: 10n ** 12n - 1n }), { keepOrders: false, skip: nothing })
    expect(now).toEqual([])
    expect(dust).toBe(10n ** 12n - 1n)
  })

  test.each([
    ['starts the wait of a bond', { bonded: 5n }, ['unbond'], [`withdrawBond ${wait}`]],
    ['waits for what unbonds', { unbonding: 5n, releaseAt: start + 100n }, [], ['withdrawBond 100']],
    ['takes it out in the second it is free', { unbonding: 5n, releaseAt: start }, ['withdrawBond'], []],
    [
      'never restarts the wait of what unbonds',
      { bonded: 2n, unbonding: 5n, releaseAt: start + 100n },
      [],
      ['withdrawBond 100', 'unbond 100', `withdrawBond ${100n + wait}`],
    ],
    [
      'takes out what has waited, then starts the rest',
      { bonded: 2n, unbonding: 5n, releaseAt: start },
      ['withdrawBond', 'unbond'],
      [`withdrawBond ${wait}`],
    ],
    ['waits for a court', { bonded: 2n, frozenUntil: start + 50n }, [], ['unbond 50', `withdrawBond ${50n + wait}`]],
    ['waits for the later of court and release', { unbonding: 2n, releaseAt: start + 70n, frozenUntil: start + 50n }, [], ['withdrawBond 70']],
    ['waits for a slash that is queued', { bonded: 2n, slashAt: start + 50n }, [], ['executeSlash 50', 'unbond 50', `withdrawBond ${50n + wait}`]],
    [
      'carries out a slash that is due, since it holds the rest',
      { bonded: 2n, slashAt: start - 5n },
      ['executeSlash'],
      ['unbond -5', `withdrawBond ${wait - 5n}`],
    ],
  ] as const)('%s', (_promise, bond: BondFacts, first, later) => {
    const plan = planExit(stateOf({ now: start, bonds: [bondOf(bond)] }), { keepOrders: true, skip: nothing })
    expect(plan.now.filter(({ step }) => step.kind !== 'redeem').map(({ step }) => step.kind)).toEqual(first)
    expect(plan.later.map(({ step, from }) => `${step.kind} ${(from ?? 0n) - start}`)).toEqual(later)
  })

  test('redeems each PToken for its own coin, and never adds two of them up', () => {
    const state = stateOf({ balance: 5n * 10n ** 12n, wallet: 10n ** 12n })
    const [market] = state.markets
    const [wallet] = state.wallets
    if (market === undefined || wallet === undefined) throw new Error('a state has a market and a wallet')
    const older = { ...market, market: vault, pToken: vault, balance: pTokenUnits(7n * 10n ** 12n) }
    const wallets = [wallet, { ...wallet, pToken: vault, units: pTokenUnits(0n) }]
    const { now } = planExit({ ...state, markets: [market, older], wallets }, { keepOrders: true, skip: nothing })
    expect(now.map(({ step, gain }) => [step.kind, gain?.amount])).toEqual([
      ['withdraw', 5n * 10n ** 12n],
      ['withdraw', 7n * 10n ** 12n],
      ['redeem', 6n],
      ['redeem', 7n],
    ])
  })

  test('takes what a validator is owed, and redeems it with the rest', () => {
    const { now } = planExit(stateOf({ owed: 3n * 10n ** 12n, wallet: 10n ** 12n }), { keepOrders: false, skip: nothing })
    expect(now.map(({ step, gain }) => [step.kind, gain?.amount])).toEqual([
      ['takeReward', 3n * 10n ** 12n],
      ['redeem', 4n],
    ])
  })

  test('revokes session keys before any money moves', () => {
    const { now } = planExit(stateOf({ balance: 5n, keys: [other] }), { keepOrders: false, skip: nothing })
    expect(now.map(({ step }) => step.kind)).toEqual(['takeBackOrders', 'revokeKey', 'withdraw'])
  })

  test('shares an escrow between holder and provider to the unit, whatever happened before and whichever of them looks first', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 7_200n), fc.bigInt(0n, 600n), fc.bigInt(0n, 1_000n), fc.bigInt(0n, 900n), (at, readyDelay, notice, trial) => {
        const now = start + readyDelay + at
        const lease = leaseOf({ holds: true, state: 'active', readyDelaySeconds: readyDelay, notice, trial })
        const end = planExit(stateOf({ now, leases: [lease] }), { keepOrders: true, skip: nothing }).now[0]
        const refund = end?.gain?.amount ?? 0n
        const cost = escrowOf(lease.terms) - refund
        const paid = seconds(cost)
        expect(refund + rate * paid + fee(rate * paid)).toBe(escrowOf(lease.terms))
      }),
      { numRuns: 300, seed: 8_001 },
    )
  })

  /** Returns the number of seconds for which the renter pays exactly this cost, its fee included. */
  function seconds(cost: bigint): bigint {
    for (let low = 0n, high = 7_200n; ; ) {
      const middle = (low + high) / 2n
      const priced = rate * middle + fee(rate * middle)
      if (priced === cost) return middle
      if (low >= high) throw new Error(`no whole second costs ${cost}`)
      if (priced < cost) low = middle + 1n
      else high = middle - 1n
    }
  }
})

type LeaseFacts = Partial<Record<'readyDelaySeconds' | 'notice' | 'trial' | 'paid' | 'credit' | 'end' | 'id' | 'price', bigint>> & {
  holds?: true
  serves?: true
  state?: LeaseProgress['state']
}

function leaseOf({ holds, serves, state = 'booked', readyDelaySeconds = 0n, ...facts }: LeaseFacts): ExitLease {
  const agreed = { ...terms(facts), renter: holds ? account : other, provider: serves ? account : other }
  const progress: LeaseProgress = {
    ...bookedProgress(agreed.durationSeconds),
    state,
    readyDelaySeconds: durationSeconds(readyDelaySeconds),
    endOffsetSeconds: durationSeconds(facts.end ?? agreed.durationSeconds),
    paidSeconds: durationSeconds(facts.paid ?? 0n),
    creditSeconds: durationSeconds(facts.credit ?? 0n),
  }
  return { market, leaseId: leaseId(facts.id ?? 1n), terms: agreed, progress, holder: agreed.renter }
}

function terms({ notice = 0n, trial = 0n, price = 10n ** 14n }: Pick<LeaseFacts, 'notice' | 'trial' | 'price'>): LeaseTerms {
  return {
    renter: other,
    provider: other,
    node: nodeId(zeroHex32),
    hostKey: zeroHex32,
    pricePerGpuSecond: pTokenUnits(price),
    gpus: 2,
    start: unixSeconds(start),
    durationSeconds: durationSeconds(7_200n),
    noticeSeconds: durationSeconds(notice),
    trialSeconds: durationSeconds(trial),
    feeBps: bps(25n),
    flags: leaseFlags.spot,
    askNonce: 0n,
    askMaxDurationSeconds: durationSeconds(86_400n),
    askAvailableUntil: unixSeconds(start + 86_400n),
    workloadHash: workloadHash(zeroHex32),
  }
}

type BondFacts = Partial<Record<'bonded' | 'unbonding' | 'releaseAt' | 'frozenUntil' | 'slashAt', bigint>>

function bondOf({ bonded = 0n, unbonding = 0n, releaseAt = 0n, frozenUntil = 0n, slashAt = 0n }: BondFacts): ExitBond {
  const amounts = { bonded: pTokenUnits(bonded), unbonding: pTokenUnits(unbonding) }
  const holds = { frozenUntil: unixSeconds(frozenUntil), slashAt: unixSeconds(slashAt) }
  return { vault, pToken: other, purpose: 'Provider', purposeKey: hex32(zeroHex32), ...amounts, releaseAt: unixSeconds(releaseAt), ...holds }
}

type StateFacts = {
  now?: bigint
  balance?: bigint
  floor?: bigint
  keys?: Address[]
  owed?: bigint
  wallet?: bigint
  leases?: ExitLease[]
  bonds?: ExitBond[]
}

function stateOf({ now = start, balance = 0n, floor = 0n, keys = [], owed = 0n, wallet = 0n, leases = [], bonds = [] }: StateFacts): ExitState {
  const coin = { coin: other, coinUnits: 0n, coinDecimals: 6, coinSymbol: 'USD' }
  return {
    account,
    block: 1n,
    now: unixSeconds(now),
    markets: [{ market, pToken: other, balance: pTokenUnits(balance), floor, keys }],
    leases,
    unreadable: [],
    bonds,
    rewards: owed > 0n ? [{ splitter: vault, pToken: other, owed: pTokenUnits(owed) }] : [],
    ledgers: [],
    pools: [],
    hosting: [],
    dues: [],
    unread: [],
    wallets: [{ pToken: other, units: pTokenUnits(wallet), scale: 10n ** 12n, ...coin }],
  }
}
