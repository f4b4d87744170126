import { buildEpoch } from '../epoch/buildEpoch.ts'
import { WAD } from '../fixed/wad.ts'
import { type EconomyParameters, economyParameters, parameterTable } from '../parameters.ts'
import { attackWorld, epochOfHoldings, type Holding, honestHoldings, type MadeUpDemand, nameOf, usualTurnover } from './holdings.ts'

/** What an attack came to in one epoch, against the same hardware held honestly. Amounts in PToken base units, shares in 1e18 fixed point. */
export type AttackOutcome = {
  attack: string
  what: string
  /** More rebate, and more of the programme, than honestly; less where negative. */
  rebateGain: bigint
  programmeGain: bigint
  /** Fees, gas, rent of hardware and slashed bonds that honest providers do not have. */
  cost: bigint
  /** Of the programme's budget; of all compute that is counted, and 0 for compute that is not there. */
  programmeShare: bigint
  hardwareShare: bigint
  /** The rebate alone pays for it, or the programme gives more than the hardware's share and that pays for it. */
  isProfitable: boolean
}

type Played = { holdings: Holding[]; madeUp: MadeUpDemand | null; cost: bigint }

const attacker = attackWorld.honestNames
const firstName = attacker + 1
/** What a lease costs whoever makes one up, in gas. */
const gasOfLease = WAD / 100n
/** What is slashed of the bond of one name that is caught. */
const slashedBond = 50n * WAD

/** What attacks are tried with: parameters other than the shipped ones, and the programme's budget in basis points of what renters pay. */
export type AttackSettings = { parameters: Partial<EconomyParameters>; programmeBps: bigint }

type Rules = { parameters: EconomyParameters; programmeBps: bigint }

/** Tries each attack in an epoch of a world of 40 honest providers, by the integers that are paid, and gives the best that it came to. */
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

/** The best of several volumes of made-up leases of its own nodes, of one great price, many small ones, or both. */
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
  // In the first epoch the machines answer; in the second nothing is heard from them, and what their own leases burn is lost.
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

/** Wash trading again, with every parameter where a bought vote would set it: the bounds are in code. */
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

/** Nobody measures hardware: a machine counts as what its provider registered while a program answers in its place. Its bond comes back. */
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

/** What these holdings are paid beside the honest world. */
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

/** The same hardware, held by names that each have as much as an honest one, from `first` on. */
function separately(gpus: number, first = firstName): Holding[] {
  const whole = Math.floor(gpus / attackWorld.gpusEach)
  const rest = gpus - whole * attackWorld.gpusEach
  const sizes = [...Array<number>(whole).fill(attackWorld.gpusEach), ...(rest > 0 ? [rest] : [])]
  return sizes.map((size, at) => held(first + at, size))
}

/** GPUs that are so many hundredths of all, with those of the honest. */
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
