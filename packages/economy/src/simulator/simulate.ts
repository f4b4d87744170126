import { assert } from '@infinitio/domain'
import { type EconomyParameters, economyParameters } from '../parameters.ts'
import { concentrationOf } from './concentrationOf.ts'
import { fastConcentration, fastEmission, fastEpoch, type FastParameters, fastParameters } from './fastEmission.ts'
import { randomOf, simulatedClasses, type SimulatedProviders, simulatedProviders } from './simulatedProviders.ts'
import { type World, worldNames, worldTable } from './worldTable.ts'

/** Settings of a simulation. The same settings give the same report. */
export type SimulationSettings = {
  providers: number
  years: number
  seed: number
  parameters?: Partial<EconomyParameters>
  world?: Partial<World>
  /** Called with each year when it ends. */
  onYear?: (year: SimulatedYear) => void
}

/** The state at the end of a year and the sums of the year. Amounts are floats of whole PToken or G tokens; shares are fractions of one. */
export type SimulatedYear = {
  year: number
  activeProviders: number
  /** All GPUs, counted in GPUs of the reference class. `utilisation` is the fraction of them that is rented on the last day. */
  compute: number
  utilisation: number
  price: number
  supply: number
  reserve: number
  surplus: number
  burned: number
  rebates: number
  programmes: number
  /** Rebates and payments of incentive programmes, as a fraction of the renters' payments. */
  emissionOfTurnover: number
  gSupply: number
  gInflation: number
  /** Concentration of compute over the active providers. */
  hhi: number
  gini: number
  nakamoto: number
  largestShare: number
  /** Median income of the active providers, in PToken for each reference GPU and year. */
  medianIncome: number
}

type Ledger = {
  supply: number
  reserve: number
  inflow: number
  gSupply: number
  burned: number
  rebates: number
  programmes: number
  turnover: number
}

type Market = { demand: number; average: number; cycle: number; price: number; utilisation: number; classWeights: Float64Array }

const daysPerYear = 365
const hoursPerDay = 24

/**
 * Simulates the economy day by day. Providers earn, invest and age. Renters mint PToken to spend it, and providers redeem it. Fees burn PToken; rebates and
 * incentive programmes are paid from the surplus. Asserts each day that the supply is at most the reserve, and that payments are at most the surplus. Uses
 * floats and `fastEmission`; a test compares `fastEmission` with the exact integers of real payments.
 */
export function simulate(settings: SimulationSettings): SimulatedYear[] {
  const { providers: count, years, seed } = settings
  assert(Number.isInteger(count) && count >= 1 && count <= 100_000, 'a simulation has 1 to 100,000 providers')
  assert(Number.isInteger(years) && years >= 1 && years <= 50, 'a simulation has 1 to 50 years')
  const world = worldOf(settings.world ?? {})
  const parameters = fastParameters(economyParameters(settings.parameters))
  const providers = simulatedProviders({ count, seed, share: world.firstProviders })
  const random = randomOf(seed ^ 0x5eed)
  const demand = sumOfActive(providers, 0) * hoursPerDay * world.usualUtilisation
  const market: Market = {
    demand,
    average: demand,
    cycle: 0,
    price: world.price,
    utilisation: 0,
    classWeights: new Float64Array(simulatedClasses).fill(1),
  }
  const ledger: Ledger = { supply: 0, reserve: 0, inflow: 0, gSupply: 100_000_000, burned: 0, rebates: 0, programmes: 0, turnover: 0 }
  const report: SimulatedYear[] = []
  for (let year = 1; year <= years; year += 1) {
    Object.assign(ledger, { burned: 0, rebates: 0, programmes: 0, turnover: 0 })
    providers.income.fill(0)
    const gBefore = ledger.gSupply
    for (let day = (year - 1) * daysPerYear; day < year * daysPerYear; day += 1)
      playDay({ day, providers, market, ledger, world, parameters, random })
    const over = yearOf({ year, providers, market, ledger, gBefore })
    report.push(over)
    settings.onYear?.(over)
  }
  return report
}

type Day = {
  day: number
  providers: SimulatedProviders
  market: Market
  ledger: Ledger
  world: World
  parameters: FastParameters
  random: () => number
}

function playDay(today: Day): void {
  const { day, providers, market, ledger, world, parameters, random } = today
  const compute = sumOfActive(providers, day)
  let active = 0
  for (const joined of providers.joinDay) if (joined <= day) active += 1
  const slope = moveDemand({ market, compute, world, random })
  const epoch = fastEpoch({ activeNodes: active, slope }, parameters)
  const sold = market.utilisation * hoursPerDay
  const feesBurned = 2 * world.feePerSide * world.burnedOfFees
  const weights = market.classWeights.reduce((sum, weight) => sum + weight, 0)
  const faultBelow = 0.002
  let weightOfAll = 0
  let rebates = 0
  for (let at = 0; at < providers.count; at += 1) {
    if ((providers.joinDay[at] ?? 0) > day) continue
    const size = providers.compute[at] ?? 0
    const turnover = size * sold * market.price
    const isFaulty = random() < faultBelow
    const fades = 0.9923279 // 2^(−1/90)
    const past = (providers.past[at] ?? 0) - 100
    const kept = (providers.kept[at] ?? 0) - 25
    providers.past[at] = 100 + past * fades + turnover
    providers.kept[at] = 25 + kept * fades + (isFaulty ? 0 : turnover)
    providers.contribution[at] = Math.min(1, (providers.contribution[at] ?? 0) * fades + (random() < 0.0005 ? 0.5 : 0))
    const history = (providers.kept[at] ?? 0) / (providers.past[at] ?? 1)
    const demand = (market.classWeights[providers.classOf[at] ?? 0] ?? 0) / weights
    const proven = (providers.steady[at] ?? 0) + (providers.contribution[at] ?? 0) + (providers.stability[at] ?? 0)
    const node = {
      gpuHours: size * hoursPerDay,
      added: proven + history + demand,
      provenEnergy: providers.provenEnergy[at] ?? 0,
      concentration: fastConcentration(size / compute, parameters),
      siteSquares: providers.siteSquares[at] ?? 1,
    }
    const emission = fastEmission(node, epoch, parameters)
    const rebate = Math.min(emission, parameters.rebateShare * turnover * feesBurned)
    const weight = fastEmission({ ...node, added: proven }, epoch, parameters)
    providers.weight[at] = weight
    providers.rebate[at] = rebate
    weightOfAll += weight
    rebates += rebate
  }
  const turnover = compute * sold * market.price
  const budget = settleLedger({ ledger, world, turnover, burned: turnover * feesBurned, rebates })
  payAndInvest({ today, sold, budget, weightOfAll })
}

/**
 * Moves the demand of a day by growth, cycles and random changes. Then updates price and utilisation, which follow from the demand. Returns the trend of demand
 * for the factor R.
 */
function moveDemand({ market, compute, world, random }: { market: Market; compute: number; world: World; random: () => number }): number {
  market.demand *= (1 + world.demandGrowth) ** (1 / daysPerYear)
  market.cycle += (2 * Math.PI) / (4.3 * daysPerYear)
  const wanted = market.demand * (1 + world.demandSwing * Math.sin(market.cycle)) * (0.95 + 0.1 * random())
  const tension = wanted / (compute * hoursPerDay * world.usualUtilisation)
  market.price += 0.02 * (world.price * Math.min(3, Math.max(0.3, tension)) - market.price)
  market.utilisation = Math.min(0.98, (world.usualUtilisation * tension) / Math.sqrt(market.price / world.price))
  for (let at = 0; at < simulatedClasses; at += 1) market.classWeights[at] = Math.max(0.1, (market.classWeights[at] ?? 1) + 0.02 * (random() - 0.5))
  const soldToday = market.utilisation * compute * hoursPerDay
  const before = market.average
  market.average += 0.05 * (soldToday - market.average)
  return Math.max(-1, Math.min(1, (market.average - before) / before))
}

/** Applies the money of a day to the ledger: mints, burns, redemptions and payments. Returns the budget of the incentive programmes, in PToken. */
function settleLedger({
  ledger,
  world,
  turnover,
  burned,
  rebates,
}: {
  ledger: Ledger
  world: World
  turnover: number
  burned: number
  rebates: number
}): number {
  const minted = turnover
  ledger.supply += minted - burned
  ledger.reserve += minted / (1 - world.mintSpread)
  const inflow = minted / (1 - world.mintSpread) - minted + burned
  const budget = Math.max(0, inflow - rebates) * world.programmesOfSurplus
  assert(rebates + budget <= ledger.reserve - ledger.supply, 'no more is paid than there is surplus')
  ledger.supply += rebates + budget
  const redeemed = ledger.supply / world.heldDays
  ledger.supply -= redeemed
  ledger.reserve -= redeemed
  assert(ledger.supply <= ledger.reserve, 'supply is at most the reserve')
  ledger.burned += burned
  ledger.rebates += rebates
  ledger.programmes += budget
  ledger.turnover += turnover
  ledger.gSupply += Math.min(world.interestCap, ledger.gSupply * world.stakedShare * world.stakingInterest) / daysPerYear
  return budget
}

function payAndInvest({ today, sold, budget, weightOfAll }: { today: Day; sold: number; budget: number; weightOfAll: number }): void {
  const { day, providers, market, world } = today
  const perWeight = weightOfAll === 0 ? 0 : budget / weightOfAll
  for (let at = 0; at < providers.count; at += 1) {
    if ((providers.joinDay[at] ?? 0) > day) continue
    const size = providers.compute[at] ?? 0
    const pay = size * sold * market.price * (1 - world.feePerSide)
    const income = pay + (providers.rebate[at] ?? 0) + (providers.weight[at] ?? 0) * perWeight
    providers.income[at] = (providers.income[at] ?? 0) + income
    const profit = income - size * hoursPerDay * world.runningCost
    const bought = profit > 0 ? ((providers.thrift[at] ?? 0) * profit) / world.hardwarePrice : 0
    providers.compute[at] = size * (1 - 1 / (world.hardwareYears * daysPerYear)) + bought
  }
}

function yearOf({
  year,
  providers,
  market,
  ledger,
  gBefore,
}: {
  year: number
  providers: SimulatedProviders
  market: Market
  ledger: Ledger
  gBefore: number
}): SimulatedYear {
  const last = year * daysPerYear - 1
  const isActive = (at: number) => (providers.joinDay[at] ?? 0) <= last
  const held = providers.compute.filter((_, at) => isActive(at))
  const incomes = providers.income.map((income, at) => income / (providers.compute[at] ?? 1)).filter((_, at) => isActive(at))
  const compute = held.reduce((sum, size) => sum + size, 0)
  return {
    year,
    activeProviders: held.length,
    compute,
    utilisation: market.utilisation,
    price: market.price,
    supply: ledger.supply,
    reserve: ledger.reserve,
    surplus: ledger.reserve - ledger.supply,
    burned: ledger.burned,
    rebates: ledger.rebates,
    programmes: ledger.programmes,
    emissionOfTurnover: (ledger.rebates + ledger.programmes) / ledger.turnover,
    gSupply: ledger.gSupply,
    gInflation: ledger.gSupply / gBefore - 1,
    ...concentrationOf(held),
    largestShare: held.reduce((most, size) => Math.max(most, size), 0) / compute,
    medianIncome: incomes.sort()[incomes.length >> 1] ?? 0,
  }
}

function sumOfActive({ compute, joinDay }: SimulatedProviders, day: number): number {
  let sum = 0
  for (let at = 0; at < compute.length; at += 1) if ((joinDay[at] ?? 0) <= day) sum += compute[at] ?? 0
  return sum
}

function worldOf(changed: Partial<World>): World {
  const entries = worldNames.map((name) => {
    const { value: usual, least, most } = worldTable[name]
    const value = changed[name] ?? usual
    assert(value >= least && value <= most, `${name} is within ${least} and ${most}`)
    return [name, value] as const
  })
  return Object.fromEntries(entries) as World
}
