import type { MachineReportWire } from '@infinitio/domain/wire'

/** Whose tool named a GPU; the first part of its device's name in the Container Device Interface, before `.com`. */
export type GpuMaker = 'nvidia' | 'amd'

/** One GPU as its driver's tool names it. GiB are rounded to the nearest, as classes are named; `driver` null where the tool does not say. */
export type DetectedGpu = { maker: GpuMaker; model: string; vramGib: number; driver: string | null }

/** What a machine really has. GiB are 2^30 bytes, rounded down; `networkMbps` 0 when no interface says. */
export type MachineFacts = {
  hostName: string
  cpuModel: string | null
  cpuCores: number
  ramGib: number
  diskGib: number
  networkMbps: number
  gpus: DetectedGpu[]
  report: MachineReportWire
}
