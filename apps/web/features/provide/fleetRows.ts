import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** The columns by which a provider's list of machines can be sorted. */
export const fleetKeys = ['name', 'state', 'hardware', 'rented', 'price', 'market', 'power', 'earned'] as const
export type FleetKey = (typeof fleetKeys)[number]
/** A sort order of a provider's machines. If `isDown` is true, the order is descending: the highest price, the most, or the last letter first. */
export type FleetOrder = { readonly key: FleetKey; readonly isDown: boolean }
/** A filter of a provider's machines. Null means all. `text` is searched in names, ignoring case. */
export type FleetFilter = { readonly text: string; readonly state: ProviderNode['state'] | null; readonly classId: number | null }

/** The filter that matches every machine. */
export const anyNode: FleetFilter = { text: '', state: null, classId: null }

/** The order in which states are sorted for a provider: problems first. */
const stateRank = { lost: 0, suspect: 1, delisted: 2, paused: 3, listed: 4, rented: 5, retired: 6 } as const

/**
 * Returns the machines that match a filter, in the requested order. Machines that are equal in this order are sorted real before simulated, then by name, then
 * by id.
 */
export function fleetRows(nodes: readonly ProviderNode[], { filter, order }: { filter: FleetFilter; order: FleetOrder }): ProviderNode[] {
  const text = filter.text.trim().toLowerCase()
  const shown = nodes.filter(
    ({ name, state, classId }) =>
      (text === '' || name.toLowerCase().includes(text)) &&
      (filter.state === null || filter.state === state) &&
      (filter.classId === null || filter.classId === classId),
  )
  const compare = comparers[order.key]
  const sign = order.isDown ? -1 : 1
  return shown.sort((one, other) => sign * compare(one, other) || byName(one, other))
}

/** Returns the sums of some machines: GPUs, rented GPUs, and earnings in base units. */
export function fleetTotals(nodes: readonly ProviderNode[]): { readonly gpus: number; readonly rented: number; readonly earned: bigint } {
  return nodes.reduce(
    (sum, { gpus, freeGpus, earned }) => ({ gpus: sum.gpus + gpus, rented: sum.rented + gpus - freeGpus, earned: sum.earned + BigInt(earned) }),
    { gpus: 0, rented: 0, earned: 0n },
  )
}

type Compare = (one: ProviderNode, other: ProviderNode) => number

const byName: Compare = (one, other) =>
  Number(one.simulated) - Number(other.simulated) || one.name.localeCompare(other.name, 'en', { numeric: true }) || (one.node < other.node ? -1 : 1)

const comparers: Readonly<Record<FleetKey, Compare>> = {
  name: (one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }),
  state: (one, other) => stateRank[one.state] - stateRank[other.state],
  rented: (one, other) => (one.gpus - one.freeGpus) / one.gpus - (other.gpus - other.freeGpus) / other.gpus,
  price: (one, other) => compareUnits(BigInt(one.ask?.pricePerGpuSecond ?? 0), BigInt(other.ask?.pricePerGpuSecond ?? 0)),
  market: (one, other) => (one.pricePercentile ?? -1) - (other.pricePercentile ?? -1),
  hardware: (one, other) => one.gpus * one.vramGib - other.gpus * other.vramGib || one.ramGib - other.ramGib,
  power: (one, other) => (one.hottestCelsius ?? -1_000) - (other.hottestCelsius ?? -1_000),
  earned: (one, other) => compareUnits(BigInt(one.earned), BigInt(other.earned)),
}

function compareUnits(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** The chosen rows of the list of machines, by id. `active` is the row with the keyboard focus; `anchor` is the row at which a range begins. */
export type FleetSelection = { readonly chosen: ReadonlySet<string>; readonly active: string | null; readonly anchor: string | null }

/** A change of the chosen rows. `rows` are the ids of the visible rows, in order. */
export type FleetStep =
  | { readonly kind: 'toggle'; readonly id: string }
  | { readonly kind: 'range'; readonly id: string }
  | { readonly kind: 'move'; readonly by: number; readonly extends: boolean }
  | { readonly kind: 'all' }
  | { readonly kind: 'clear' }

/** The selection without chosen rows and without an active row. */
export const nothingChosen: FleetSelection = { chosen: new Set(), active: null, anchor: null }

/** Returns the selection after a change. Only `clear` changes rows that are not visible. */
export function stepSelection(selection: FleetSelection, step: FleetStep, rows: readonly string[]): FleetSelection {
  const { chosen, active, anchor } = selection
  switch (step.kind) {
    case 'toggle': {
      const next = new Set(chosen)
      if (!next.delete(step.id)) next.add(step.id)
      return { chosen: next, active: step.id, anchor: step.id }
    }
    case 'range':
      return { chosen: new Set([...chosen, ...between(rows, anchor ?? step.id, step.id)]), active: step.id, anchor: anchor ?? step.id }
    case 'move': {
      const from = active === null ? -1 : rows.indexOf(active)
      const to = rows[Math.min(rows.length - 1, Math.max(0, from + step.by))]
      if (to === undefined) return selection
      if (!step.extends) return { chosen, active: to, anchor: to }
      const start = anchor ?? active ?? to
      return { chosen: new Set([...chosen, ...between(rows, start, to)]), active: to, anchor: start }
    }
    case 'all':
      return { chosen: new Set([...chosen, ...rows]), active, anchor }
    case 'clear':
      return { chosen: new Set(), active, anchor: null }
  }
}

function between(rows: readonly string[], one: string, other: string): readonly string[] {
  const [from, to] = [rows.indexOf(one), rows.indexOf(other)]
  return from < 0 || to < 0 ? [other] : rows.slice(Math.min(from, to), Math.max(from, to) + 1)
}
