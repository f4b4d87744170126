import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** The keys by which a fleet can be sorted. */
export const fleetKeys = ['name', 'state', 'hardware', 'rented', 'price', 'market', 'power', 'earned'] as const
export type FleetKey = (typeof fleetKeys)[number]
/** A sort order. `isDown` means descending: highest price, most, or last first. */
export type FleetOrder = { readonly key: FleetKey; readonly isDown: boolean }
/** A filter of a fleet. Null means all. `text` is searched in names, ignoring case. */
export type FleetFilter = { readonly text: string; readonly state: ProviderNode['state'] | null; readonly classId: number | null }

/** The filter that matches every machine. */
export const anyNode: FleetFilter = { text: '', state: null, classId: null }

/** The order of states for a provider: problems first. */
const stateRank = { lost: 0, suspect: 1, delisted: 2, paused: 3, listed: 4, rented: 5, retired: 6 } as const

/** Returns the machines that match a filter, sorted. Equal machines are sorted by name, then id, real machines before simulated ones. */
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
