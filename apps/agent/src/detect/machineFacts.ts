import type { MachineReportWire } from '@infinitio/domain/wire'

/**
 * The maker of a GPU, known from the tool that reported the GPU. In the Container Device Interface, the name of a GPU begins with this word: `nvidia.com/gpu`.
 */
export type GpuMaker = 'nvidia' | 'amd'

/**
 * One GPU as its driver's tool names it. `vramGib` is rounded to the nearest GiB, as in class names; `driver` is null when the tool does not print
 * it.
 */
export type DetectedGpu = { maker: GpuMaker; model: string; vramGib: number; driver: string | null }

/** The detected hardware of a machine. GiB are 2^30 bytes, rounded down; `networkMbps` is 0 when no interface shows its speed. */
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
