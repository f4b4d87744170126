import type { DetectedGpu } from './detectedGpu.ts'

/** What a machine really has. GiB are 2^30 bytes, rounded down; `networkMbps` 0 when no interface says. */
export type MachineFacts = {
  hostName: string
  cpuModel: string | null
  cpuCores: number
  ramGib: number
  diskGib: number
  networkMbps: number
  gpus: DetectedGpu[]
}
