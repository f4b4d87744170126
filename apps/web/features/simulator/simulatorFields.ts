import { parameterTable, worldTable } from '@infinitio/economy'
import type { SimulationQuestion } from '#web/features/simulator/simulationWorker.ts'

/** A field of the economy simulator, with its default value and its limits, in the unit in which the user types. */
export type SimulatorField = {
  readonly name: string
  readonly shipped: string
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
  /** True if the user types percent, where the simulator has a share of one. */
  readonly isPercent?: boolean
}

/** The shares of one that users type in percent. */
const percents = new Set([
  ...['rebateShare', 'shareThreshold', 'siteBonus', 'usualUtilisation', 'demandGrowth', 'demandSwing', 'feePerSide'],
  ...['burnedOfFees', 'programmesOfSurplus', 'firstProviders', 'stakedShare', 'stakingInterest'],
])

/** Returns a field with its values in the unit in which the user types. */
function fieldOf({
  name,
  value,
  least,
  most,
  isWhole,
}: {
  name: string
  value: number
  least: number
  most: number
  isWhole: boolean
}): SimulatorField {
  const isPercent = percents.has(name)
  const shown = (number: number) => Number(shownValue({ isPercent }, number))
  return { name, shipped: `${shown(value)}`, least: shown(least), most: shown(most), isWhole, isPercent }
}

/** Returns a value of the simulator in the unit in which the user types. Pure. */
export function shownValue({ isPercent }: Pick<SimulatorField, 'isPercent'>, value: number): string {
  return `${isPercent === true ? Number((value * 100).toPrecision(12)) : value}`
}

/** Returns a typed value as a word of the command, in the unit of the simulator. */
export function changeOf({ name, isPercent }: SimulatorField, text: string): string {
  return `${name}=${isPercent === true ? (Number(text) / 100).toFixed(14).replace(/\.?0+$/, '') : text}`
}

/** The names of the parameters that votes can set, in the contract's order. */
const voted = [
  ...['basePerGpuHour', 'rebateShare', 'minersAtHalf', 'regulatorGain'],
  ...['environmentFloor', 'shareThreshold', 'sharePower', 'siteBonus'],
] as (keyof typeof parameterTable)[]

/** The fields for the size of a simulation: providers, years, and a seed, which gives other random events. */
export const sizeFields: readonly SimulatorField[] = [
  { name: 'providers', shipped: '500', least: 1, most: 20_000, isWhole: true },
  { name: 'years', shipped: '20', least: 1, most: 50, isWhole: true },
  { name: 'seed', shipped: '1', least: 0, most: 2 ** 32 - 1, isWhole: true },
]

/** The fields for the parameters that votes can set. */
export const votedFields: readonly SimulatorField[] = voted.map((name) => {
  const { value, least, most, unit } = parameterTable[name]
  const scale = unit === 'nodes' ? 1 : 1e18
  const number = (units: bigint) => Number(units) / scale
  return fieldOf({ name, value: number(value), least: number(least), most: number(most), isWhole: unit === 'nodes' })
})

/** The fields for assumptions about the world. Assumptions with only one possible value have no field. */
export const worldFields: readonly SimulatorField[] = Object.entries(worldTable)
  .filter(([, { least, most }]) => least < most)
  .map(([name, { value, least, most }]) => fieldOf({ name, value, least, most, isWhole: false }))

/** Returns true if the text is a number within the field's bounds, or if it is empty, which selects the shipped value. */
export function isInBounds({ least, most, isWhole }: SimulatorField, text: string): boolean {
  if (text === '') return true
  const value = Number(text)
  return /^-?\d{1,15}(\.\d{1,18})?$/.test(text) && value >= least && value <= most && (!isWhole || Number.isInteger(value))
}

/** Returns the request to the worker, or null while a value is out of bounds. */
export function questionOf(typed: Readonly<Record<string, string>>): SimulationQuestion | null {
  const text = (name: string) => (typed[name] ?? '').trim()
  if ([...sizeFields, ...votedFields, ...worldFields].some((field) => !isInBounds(field, text(field.name)))) return null
  const [providers, years, seed] = sizeFields.map(({ name, shipped }) => Number(text(name) === '' ? shipped : text(name)))
  const changes = [...votedFields, ...worldFields].flatMap((field) => (text(field.name) === '' ? [] : [changeOf(field, text(field.name))]))
  return { providers: providers ?? 0, years: years ?? 0, seed: seed ?? 0, changes }
}
