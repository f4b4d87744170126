import type { Json } from '../json/chosenFields.ts'
import { type AttackOutcome, readChanges, simulate, type SimulatedYear, tryAttacks } from '@infinitio/economy'
import { refusal } from '@infinitio/sdk'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio economy simulate`. */
export type SimulateEconomyOptions = {
  readonly providers: string
  readonly years: string
  readonly seed: string
  readonly parameter: readonly string[]
  readonly json: Json
}

/**
 * Runs a simulation of the economy and prints it, together with the results of attacks under the same parameters. Throws `api.invalid_field` for a number or
 * parameter outside its bounds.
 */
export async function simulateEconomy(options: SimulateEconomyOptions): Promise<void> {
  const changes = readChanges(options.parameter)
  if ('problem' in changes) throw refusal('api.invalid_field', { detail: `--parameter ${changes.problem}` })
  const { parameters, world } = changes
  const years = simulate({
    providers: count('--providers', options.providers, { least: 1, most: 20_000 }),
    years: count('--years', options.years, { least: 1, most: 50 }),
    seed: count('--seed', options.seed, { least: 0, most: 2 ** 32 - 1 }),
    parameters,
    world,
  })
  const attacks = tryAttacks({ parameters, programmeBps: 62n })
  const value = {
    years,
    attacks: attacks.map((it) => Object.fromEntries(Object.entries(it).map(([key, one]) => [key, typeof one === 'bigint' ? `${one}` : one]))),
  }
  printResult({ json: options.json, value, text: `${yearTable(years)}\n\n${attackTable(attacks)}` })
}

function count(option: string, text: string, { least, most }: { least: number; most: number }): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw refusal('api.invalid_field', { detail: `${option} ${text}: a whole number from ${least} to ${most}` })
  return value
}

function yearTable(years: SimulatedYear[]): string {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const rows = years.map((it) => [
    `${it.year}`,
    `${it.activeProviders}`,
    it.compute.toFixed(0),
    percent(it.utilisation),
    it.price.toFixed(2),
    it.supply.toFixed(0),
    it.surplus.toFixed(0),
    it.rebates.toFixed(0),
    it.programmes.toFixed(0),
    percent(it.gInflation),
    it.hhi.toFixed(4),
    it.gini.toFixed(3),
    `${it.nakamoto}`,
    it.medianIncome.toFixed(0),
  ])
  const names = [
    'year',
    'providers',
    'GPUs',
    'rented',
    'price',
    'supply',
    'surplus',
    'rebates',
    'programmes',
    'G inflation',
    'HHI',
    'Gini',
    'Nakamoto',
    'income',
  ]
  return table([names, ...rows], { right: names.map((_, at) => at) })
}

function attackTable(attacks: AttackOutcome[]): string {
  const amount = (value: bigint) => (Number(value) / 1e18).toFixed(4)
  const rows = attacks.map((it) => [it.attack, amount(it.rebateGain), amount(it.programmeGain), amount(it.cost), it.isProfitable ? 'PAYS' : 'loses'])
  return table([['attack', 'more rebate', 'more of the programme', 'cost', ''], ...rows], { right: [1, 2, 3] })
}
