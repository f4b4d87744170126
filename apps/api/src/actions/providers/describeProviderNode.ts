import type { MachineReading, NodeEarnings } from '@infinitio/db'
import type { AskWire, GpuReadingWire, PlannedWindowWire, ProviderNodeWire } from '@infinitio/domain/wire'
import type { ProviderMachine } from '../../market/machines/machinesOfProvider.ts'

/**
 * The data about a machine that comes from the database: its earnings, its newest ask, its open asks for single accounts, its planned maintenance, and its newest telemetry if that is at most 10
 * minutes old. All other data comes from the market index in memory. `now` is the block clock in Unix seconds.
 */
type Known = {
  earnings: NodeEarnings | null
  latestAsk: AskWire | null
  privateAsks: ProviderNodeWire['privateAsks']
  reading: MachineReading | null
  maintenance: PlannedWindowWire[]
  now: number
}

/** Describes a machine for its provider. Pure. */
export function describeProviderNode(
  machine: ProviderMachine,
  { earnings, latestAsk, privateAsks, reading, maintenance, now }: Known,
): ProviderNodeWire {
  const { node, freeGpus, pricePercentile, classMedianPrice } = machine
  return {
    node: node.node,
    name: node.name,
    simulated: node.simulated,
    classId: node.classId,
    className: node.className,
    regionId: node.regionId,
    regionName: node.regionName,
    gpus: node.gpus,
    freeGpus,
    vramGib: node.vramGib,
    cpuCores: node.cpuCores,
    ramGib: node.ramGib,
    diskGib: node.diskGib,
    networkMbps: node.networkMbps,
    tier: node.tier,
    reliabilityBps: node.reliabilityBps,
    state: stateOf(machine, { latestAsk, now }),
    lastSeenAt: node.lastSeenAt,
    askHash: node.ask?.hash ?? null,
    ask: node.ask?.wire ?? null,
    latestAsk,
    privateAsks,
    earned: (earnings?.earned ?? 0n).toString(),
    paidGpuSeconds: (earnings?.gpuSeconds ?? 0n).toString(),
    activeLeases: node.activeLeases,
    completedLeases: node.completedLeases,
    maintenance,
    watts: wattsOf(reading),
    hottestCelsius: hottestOf(reading),
    pricePercentile,
    classMedianPricePerGpuSecond: classMedianPrice?.toString() ?? null,
  }
}

/**
 * Returns the state to show. `paused` means that the provider switched the machine off and nothing is wrong: the provider withdrew the machine's ask before the
 * ask's end, the machine has no lease, and it does not respond.
 */
function stateOf({ node, unavailable, freeGpus }: ProviderMachine, { latestAsk, now }: Pick<Known, 'latestAsk' | 'now'>): ProviderNodeWire['state'] {
  if (unavailable === null) return 'listed'
  if (unavailable === 'full') return 'rented'
  const isAway = unavailable === 'suspect' || unavailable === 'lost'
  const isPaused = node.ask === null && latestAsk !== null && latestAsk.expiry > now
  return isAway && isPaused && freeGpus === node.gpus && node.taken.length === 0 ? 'paused' : unavailable
}

function wattsOf(reading: MachineReading | null): number | null {
  if (reading === null || (reading.gpuWatts === null && reading.cpuWatts === null)) return null
  return (reading.gpuWatts ?? 0) + (reading.cpuWatts ?? 0)
}

function hottestOf(reading: MachineReading | null): number | null {
  // This server wrote the list itself after it had checked the report, so its format needs no check here.
  const gpus = reading?.gpus == null ? [] : (JSON.parse(reading.gpus) as GpuReadingWire[])
  const known = gpus.flatMap(({ celsius }) => celsius ?? [])
  return known.length === 0 ? null : Math.max(...known)
}
