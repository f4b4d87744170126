import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** What a fleet can be ordered by. */
export const fleetKeys = ['name', 'state', 'rented', 'price', 'market', 'earned'] as const
export type FleetKey = (typeof fleetKeys)[number]
/** Dearest, most or last first when `isDown`. */
export type FleetOrder = { readonly key: FleetKey; readonly isDown: boolean }
/** Null: all. `text` is looked for in names, without regard to case. */
export type FleetFilter = { readonly text: string; readonly state: ProviderNode['state'] | null; readonly classId: number | null }

/** A filter that leaves every node. */
export const anyNode: FleetFilter = { text: '', state: null, classId: null }

/** States as a provider looks at them: what is wrong first. */
const stateRank = { lost: 0, suspect: 1, delisted: 2, paused: 3, listed: 4, rented: 5, retired: 6 } as const

/** The nodes that a filter leaves, in an order; what is the same in it goes by name, then id, real machines before simulated ones. */
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

/** Sums of some nodes: GPUs, those rented, and what was earned in base units. */
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
  earned: (one, other) => compareUnits(BigInt(one.earned), BigInt(other.earned)),
}

function compareUnits(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0
}
