import { buildEpoch } from '../epoch/buildEpoch.ts'
import { WAD } from '../fixed/wad.ts'
import { type EconomyParameters, economyParameters, parameterTable } from '../parameters.ts'
import { attackWorld, epochOfHoldings, type Holding, honestHoldings, type MadeUpDemand, nameOf, usualTurnover } from './holdings.ts'

/** The result of an attack in one epoch, compared with honest use of the same hardware. Amounts are PToken base units. Fractions are in 1e18 fixed point. */
export type AttackOutcome = {
  attack: string
  what: string
  /**
   * The attacker's additional pay compared with honest use: from rebates (`rebateGain`) and from incentive programmes (`programmeGain`). Negative if the
   * attacker gets less.
   */
  rebateGain: bigint
  programmeGain: bigint
  /** Costs that an honest provider does not have: fees, gas, rented hardware and slashed bonds. */
  cost: bigint
  /**
   * `programmeShare` is the attacker's fraction of the incentive programme's budget. `hardwareShare` is its fraction of all counted compute; it is 0 if the
   * attacker's compute does not exist.
   */
  programmeShare: bigint
  hardwareShare: bigint
  /**
   * True if the attack pays. There are two ways: the additional rebate is more than the cost; or the attacker's fraction of the incentive programme is above
   * its fraction of the hardware, and the additional rebate and programme pay together are more than the cost.
   */
  isProfitable: boolean
}

type Played = { holdings: Holding[]; madeUp: MadeUpDemand | null; cost: bigint }

const attacker = attackWorld.honestNames
const firstName = attacker + 1
/** The cost of the gas of one fake lease, in PToken base units. */
const gasOfLease = WAD / 100n
/** The part of a bond that is slashed when one of the attacker's accounts is found out, in PToken base units. */
const slashedBond = 50n * WAD

/** Settings of an attack: parameters that differ from the shipped ones, and the budget of the incentive programme in basis points of the renters' payments. */
export type AttackSettings = { parameters: Partial<EconomyParameters>; programmeBps: bigint }

type Rules = { parameters: EconomyParameters; programmeBps: bigint }

/**
 * Tries each attack beside 40 honest providers, in one epoch ("stake and run" takes two). Calculates with the same exact integers as real payments. Returns the
 * best result of each attack for the attacker.
 */
export function tryAttacks({ parameters, programmeBps }: AttackSettings): AttackOutcome[] {
  const rules = { parameters: economyParameters(parameters), programmeBps }
  return [whale, whaleInTenNames, splitMachine, washTrading, stakeAndRun, voteBuying, claimedHardware].map((attack) => attack(rules))
}

function whale(rules: Rules): AttackOutcome {
  const gpus = gpusOfShare(30)
  const honest = separately(gpus)
  const what = 'holds 30 % of all compute under one name'
  return outcomeOf({ attack: 'whale', what, honest, played: { holdings: [held(attacker, gpus)], madeUp: null, cost: 0n } }, rules)
}

function whaleInTenNames(rules: Rules): AttackOutcome {
  const gpus = gpusOfShare(30)
  const holdings = Array.from({ length: 10 }, (_, at) => ({ ...held(firstName + at, gpus / 10), isNew: true }))
  const what = 'holds 30 % of all compute, each tenth under a new name'
  return outcomeOf({ attack: 'whale in ten names', what, honest: separately(gpus), played: { holdings, madeUp: null, cost: 0n } }, rules)
}

function splitMachine(rules: Rules): AttackOutcome {
  const { gpusEach } = attackWorld
  const holdings = Array.from({ length: 10 }, (_, at) => ({ ...held(firstName + at, gpusEach / 10), isNew: true }))
  const what = 'lists one machine as ten, each a tenth of it, under new names'
  return outcomeOf({ attack: 'sybil split', what, honest: separately(gpusEach), played: { holdings, madeUp: null, cost: 0n } }, rules)
}

/**
 * Tries fake leases with which an attacker rents its own nodes: a few at a large price, many at a small price, or many at a large price, in several volumes.
 * Returns the result that is best for the attacker.
 */
function washTrading(rules: Rules): AttackOutcome {
  const gpus = gpusOfShare(5)
  const market = honestHoldings().reduce((sum, it) => sum + it.turnover, 0n)
  const what = 'rents 5 % of all compute from itself, at prices and in numbers that farm M and the rebate (the best of 16 volumes)'
  const outcomes = volumes.flatMap((tokenParts) =>
    volumes.map((requestParts) => {
      const tokens = (market * tokenParts) / 1_000n
      const requests = (market * requestParts) / (8_000n * WAD)
      const honest = separately(gpus, attacker)
      const holdings = honest.map((it, at) => (at === 0 ? { ...it, turnover: it.turnover + tokens } : it))
      const cost = (tokens * attackWorld.feeBpsOfBothSides) / 10_000n + requests * gasOfLease
      return outcomeOf({ attack: 'wash trading', what, honest, played: { holdings, madeUp: { classId: 0, requests, tokens: 0n }, cost } }, rules)
    }),
  )
  return bestOf(outcomes.filter(({ cost }) => cost > 0n))
}

const volumes = [0n, 10n, 500n, 20_000n]

function stakeAndRun(rules: Rules): AttackOutcome {
  const gpus = gpusOfShare(5)
  const rent = BigInt(gpus) * attackWorld.pricePerGpuHour
  const what = 'rents 5 % of all compute for the first task, switches it off, and keeps renting from itself on paper (two epochs)'
  // The attack takes two epochs. In the first epoch, the attacker's machines respond. In the second epoch, the machines are gone, so the attacker still burns
  // fees but gets no rebate.
  const there = outcomeOf(
    { attack: '', what, honest: [], played: { holdings: [{ ...held(attacker, gpus), isNew: true }], madeUp: null, cost: 0n } },
    rules,
  )
  const fees = (2n * usualTurnover(gpus) * attackWorld.feeBpsOfBothSides) / 10_000n
  const gone = outcomeOf(
    {
      attack: '',
      what,
      honest: [],
      played: { holdings: [{ ...held(attacker, 0), turnover: usualTurnover(gpus), isNew: true }], madeUp: null, cost: 0n },
    },
    rules,
  )
  return judged({
    ...{ attack: 'stake and run', what, programmeShare: gone.programmeShare, hardwareShare: gone.hardwareShare },
    rebateGain: there.rebateGain + gone.rebateGain,
    programmeGain: there.programmeGain + gone.programmeGain,
    cost: rent + fees + slashedBond,
  })
}

/** Tries fake leases after the attacker has bought a vote, which set four parameters to the bounds that help the attacker most. */
function voteBuying(rules: Rules): AttackOutcome {
  const { basePerGpuHour, rebateShare, minersAtHalf, environmentFloor } = parameterTable
  const bought = {
    ...rules.parameters,
    basePerGpuHour: basePerGpuHour.most,
    rebateShare: rebateShare.most,
    minersAtHalf: minersAtHalf.most,
    environmentFloor: environmentFloor.most,
  }
  const what = 'wash trading, with B, κ, N0 and the floor of E voted to their bounds (the votes are not counted as a cost)'
  return { ...washTrading({ ...rules, parameters: economyParameters(bought) }), attack: 'vote buying', what }
}

/**
 * In this simulation, nobody proves hardware. So a program can respond in place of a machine that does not exist, and the attacker loses no bond; its only cost
 * is gas.
 */
function claimedHardware(rules: Rules): AttackOutcome {
  const { gpusEach } = attackWorld
  const what = `registers ${gpusEach} GPUs that are not there, with a program that answers in their place`
  const holdings = [{ ...held(attacker, gpusEach), turnover: 0n, isNew: true }]
  const outcome = outcomeOf({ attack: 'claimed hardware', what, honest: [], played: { holdings, madeUp: null, cost: gasOfLease } }, rules)
  return judged({ ...outcome, hardwareShare: 0n })
}

function outcomeOf(
  { attack, what, honest, played }: { attack: string; what: string; honest: Holding[]; played: Played },
  rules: Rules,
): AttackOutcome {
  const fair = paidTo(honest, { ...rules, madeUp: null })
  const got = paidTo(played.holdings, { ...rules, madeUp: played.madeUp })
  return judged({
    ...{ attack, what, cost: played.cost, programmeShare: got.programmeShare, hardwareShare: got.hardwareShare },
    rebateGain: got.rebate - fair.rebate,
    programmeGain: got.programme - fair.programme,
  })
}

function judged(outcome: Omit<AttackOutcome, 'isProfitable'>): AttackOutcome {
  const { rebateGain, programmeGain, cost, programmeShare, hardwareShare } = outcome
  const isRebateWorth = rebateGain > cost
  const isProgrammeWorth = programmeShare > hardwareShare && rebateGain + programmeGain > cost
  return { ...outcome, isProfitable: isRebateWorth || isProgrammeWorth }
}

type Paid = { rebate: bigint; programme: bigint; programmeShare: bigint; hardwareShare: bigint }

/** Returns the pay of these nodes in an epoch that also has the nodes of the honest providers. */
function paidTo(holdings: Holding[], rules: Rules & { madeUp: MadeUpDemand | null }): Paid {
  const facts = epochOfHoldings([...honestHoldings(), ...holdings], rules)
  const names = new Set(holdings.map(({ name }) => nameOf(name)))
  const paid = { rebate: 0n, programme: 0n, compute: 0n, all: 0n }
  for (const { facts: node, inputs, rebate, programmes } of buildEpoch(facts).nodes) {
    paid.all += inputs.referenceGpuHours
    if (!names.has(node.provider)) continue
    paid.compute += inputs.referenceGpuHours
    paid.rebate += rebate
    paid.programme += programmes
  }
  const budget = facts.programmes.reduce((sum, programme) => sum + programme.budget, 0n)
  return {
    rebate: paid.rebate,
    programme: paid.programme,
    programmeShare: (paid.programme * WAD) / budget,
    hardwareShare: (paid.compute * WAD) / paid.all,
  }
}

function held(name: number, gpus: number): Holding {
  return { name, classId: 0, gpus, turnover: usualTurnover(gpus), isNew: false }
}

/**
 * Returns the same hardware divided among several accounts, numbered from `first` on. Each account has as many GPUs as an honest provider; if GPUs are left, a
 * last account has them.
 */
function separately(gpus: number, first = firstName): Holding[] {
  const whole = Math.floor(gpus / attackWorld.gpusEach)
  const rest = gpus - whole * attackWorld.gpusEach
  const sizes = [...Array<number>(whole).fill(attackWorld.gpusEach), ...(rest > 0 ? [rest] : [])]
  return sizes.map((size, at) => held(first + at, size))
}

/** Returns how many GPUs the attacker needs to have this percentage of all GPUs, the honest ones included. */
function gpusOfShare(percent: number): number {
  return Math.round((attackWorld.honestNames * attackWorld.gpusEach * percent) / (100 - percent))
}

function bestOf(outcomes: AttackOutcome[]): AttackOutcome {
  const net = ({ rebateGain, programmeGain, cost }: AttackOutcome) => rebateGain + programmeGain - cost
  const [first, ...others] = outcomes
  if (first === undefined) throw new Error('an attack has a volume')
  return others.reduce(
    (best, one) =>
      Number(one.isProfitable) > Number(best.isProfitable) || (one.isProfitable === best.isProfitable && net(one) > net(best)) ? one : best,
    first,
  )
}
