import { type Address, assert } from '@infinitio/domain'
import { divDown, least, mulDown, WAD, within } from '../fixed/wad.ts'

/**
 * The facts about an AI service at the end of a day. `bond` is its bond in PToken base units, or 0 while the bond is being withdrawn. `settled` is the PToken
 * that the service settled in the 24 hours before, in base units. `right` is the points that checks gave the service: one point for each answer that agrees
 * with the other services of the model, and three less for each answer that differs.
 */
export type HostedService = {
  readonly service: string
  readonly payee: Address
  readonly model: string
  readonly bond: bigint
  readonly settled: bigint
  readonly right: number
}

/** The most that a sponsor's programme pays on one day for the hosting of a model, in PToken base units. */
export type DayBudget = { readonly programme: bigint; readonly model: string; readonly perDay: bigint }

/** The part of a programme that an account earned on a day, in PToken base units. */
export type HostingShare = { readonly programme: bigint; readonly account: Address; readonly amount: bigint }

/** A bond counts at most as this many times the PToken that the service settled in 24 hours. */
const bondPerSettled = 10n
/** The lowest and the highest factor from checks (η), in 1e18 fixed point. */
const [lowest, highest] = [WAD / 2n, 2n * WAD]
/** The most shares of one day. If there are more, the smallest ones are left out, and their part goes back to the sponsors. */
const mostShares = 1_000

/**
 * Returns who earned which part of each programme on a day: R = α · S · η for each service of the programme's model, added up for each account, largest first,
 * at most 1,000 parts.
 *
 * S is the bond, but at most ten times the PToken that the service settled in 24 hours. η is the service's points from checks (`right`) divided by the median
 * of the model's services, from 0.5 to 2. A service without points, bond or settled PToken earns nothing. α is the same for all services: the daily amount
 * divided by the sum of S · η, but at most 1. All divisions round down, so the shares of a programme never exceed its daily amount.
 */
export function hostingShares(services: readonly HostedService[], budgets: readonly DayBudget[]): readonly HostingShare[] {
  const weights = new Map([...Map.groupBy(services.filter(isHosted), ({ model }) => model)].map(([model, all]) => [model, weigh(all)]))
  return budgets
    .flatMap((budget) => sharesOf(budget, weights.get(budget.model) ?? []))
    .toSorted(byAmount)
    .slice(0, mostShares)
}

function isHosted({ bond, settled, right }: HostedService): boolean {
  return bond > 0n && settled > 0n && right > 0
}

type Weighed = { readonly payee: Address; readonly weight: bigint }

/** Returns the weight of each service of one model: S · η, the counted bond times the factor of its checks, in PToken base units. */
function weigh(all: readonly HostedService[]): readonly Weighed[] {
  const sorted = all.map(({ right }) => right).toSorted((one, other) => one - other)
  const median = BigInt(sorted[(sorted.length - 1) >> 1] ?? 1)
  return all.map(({ payee, bond, settled, right }) => {
    const eta = within(divDown(BigInt(right), median), { low: lowest, high: highest })
    return { payee, weight: mulDown(least(bond, settled * bondPerSettled), eta) }
  })
}

function sharesOf({ programme, perDay }: DayBudget, weighed: readonly Weighed[]): readonly HostingShare[] {
  assert(perDay >= 0n, 'a programme pays nothing negative')
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0n)
  const amounts = new Map<Address, bigint>()
  for (const { payee, weight } of weighed) {
    // With α = 1, a service earns its own weight.
    const amount = whole <= perDay ? weight : (perDay * weight) / whole
    amounts.set(payee, (amounts.get(payee) ?? 0n) + amount)
  }
  return [...amounts].filter(([, amount]) => amount > 0n).map(([account, amount]) => ({ programme, account, amount }))
}

function byAmount(one: HostingShare, other: HostingShare): number {
  if (one.amount !== other.amount) return one.amount > other.amount ? -1 : 1
  if (one.programme !== other.programme) return one.programme < other.programme ? -1 : 1
  return one.account < other.account ? -1 : 1
}
