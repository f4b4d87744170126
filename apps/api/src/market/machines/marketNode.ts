import { horizonSeconds } from '@infinitio/domain'
import type { Ask, GpuLink, Isolation, NodeState } from '@infinitio/domain'
import type { AskWire } from '@infinitio/domain/wire'

/**
 * The number of calendar hours that are read for each node, from the current hour on. A lease ends at most 28 days from now, so these are 28 days and two more
 * hours.
 */
export const calendarHours = horizonSeconds / 3_600 + 2

/** The newest public ask of a node, in the form that is shown, and its price. `createdAtMs` is a time of the server's clock. */
export type MarketAsk = { readonly hash: string; readonly ask: Pick<Ask, 'pricePerGpuSecond'>; readonly wire: AskWire; readonly createdAtMs: number }

/** A span of Unix hours in which `gpus` GPUs are booked, or held back by the order book. `toHour` is not part of the span. */
export type TakenHours = { readonly fromHour: number; readonly toHour: number; readonly gpus: number }

/** One machine with the data that pages need. If several entries of `taken` contain an hour, the sum of their GPUs is booked in this hour. */
export type MarketNode = {
  readonly node: string
  readonly name: string
  readonly simulated: boolean
  readonly provider: string
  /** The name that the provider chose; null if the provider chose none. */
  readonly providerName: string | null
  /** The bond of the provider in PToken base units. */
  readonly providerBonded: string
  readonly hostKey: string
  readonly classId: number
  readonly className: string
  readonly regionId: number
  readonly regionName: string
  readonly country: string | null
  readonly city: string | null
  readonly latitude: number | null
  readonly longitude: number | null
  readonly gpus: number
  /** GPUs that do not respond, by the last heartbeat. They count in `gpus`, and as booked in every hour of `taken`. */
  readonly lostGpus: number
  readonly vramGib: number
  readonly cpuCores: number
  readonly ramGib: number
  readonly diskGib: number
  readonly networkMbps: number
  readonly cpuModel: string | null
  readonly gpuModel: string | null
  /** How the GPUs of the machine exchange data with each other; null if that is unknown. */
  readonly gpuLink: GpuLink | null
  readonly runtime: string | null
  readonly isolation: Isolation | null
  readonly tier: number
  readonly reliabilityBps: number | null
  readonly medianReadySeconds: number | null
  readonly completedLeases: number
  readonly activeLeases: number
  readonly registeredAt: number
  readonly lastSeenAt: number | null
  readonly retired: boolean
  readonly listed: boolean
  readonly state: NodeState
  readonly ask: MarketAsk | null
  readonly taken: readonly TakenHours[]
}

/** The classes and regions from the catalogue contract. Prices are in PToken base units. */
export type MarketCatalogue = {
  readonly classes: readonly {
    readonly classId: number
    readonly name: string
    readonly vramGib: number
    readonly referencePricePerGpuSecond: bigint
  }[]
  readonly regions: readonly { readonly regionId: number; readonly name: string }[]
}
