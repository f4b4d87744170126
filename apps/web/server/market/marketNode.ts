import type { Ask } from '@infinitio/domain'
import type { AskWire } from '@infinitio/domain/wire'

/** Hours of the calendar that are looked at: 28 days and the hour that runs. */
export const calendarHours = 28 * 24 + 2

/** The newest public ask of a node. `createdAtMs` of the wall clock. */
export type MarketAsk = { readonly hash: string; readonly ask: Ask; readonly wire: AskWire; readonly createdAtMs: number }

/** One machine as pages need it. `busy[n]` GPUs are taken or withheld in the nth hour from the market's `fromHour`. */
export type MarketNode = {
  readonly node: string
  readonly name: string
  readonly simulated: boolean
  readonly provider: string
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
  readonly vramGib: number
  readonly cpuCores: number
  readonly ramGib: number
  readonly diskGib: number
  readonly networkMbps: number
  readonly cpuModel: string | null
  readonly gpuModel: string | null
  readonly runtime: string | null
  readonly tier: number
  readonly reliabilityBps: number | null
  readonly medianReadySeconds: number | null
  readonly completedLeases: number
  readonly activeLeases: number
  readonly registeredAt: number
  readonly lastSeenAt: number | null
  readonly retired: boolean
  readonly listed: boolean
  readonly silent: boolean
  readonly ask: MarketAsk | null
  readonly busy: Uint8Array
  /** Lower-case text that a search for words looks at. */
  readonly words: string
}

/** The whole market at one moment. `version` changes when anything shown changes; `fromHour` is a Unix hour. */
export type Market = {
  readonly version: string
  readonly fromHour: number
  readonly nodes: readonly MarketNode[]
  readonly byId: ReadonlyMap<string, MarketNode>
  readonly classes: readonly { classId: number; name: string; vramGib: number; referencePricePerGpuSecond: bigint }[]
  readonly regions: readonly { regionId: number; name: string }[]
}
