import type { Isolation } from '@infinitio/domain'
import type { MachineReportWire } from '@infinitio/domain/wire'

/** The terms a node is first listed with. Prices in PToken base units per GPU-second; times in seconds. */
export type FirstAsk = {
  pricePerGpuSecond: bigint
  noticeSeconds: number
  trialSeconds: number
  minDurationSeconds: number
  maxDurationSeconds: number
  /** Its renter may give a lease away until it starts. */
  transferable: boolean
}

/** What is told of a node besides its registration: the shape of `PUT /nodes/{id}/profile`. */
export type FleetProfile = {
  name: string
  simulated: boolean
  country: string | null
  city: string | null
  latitude: number | null
  longitude: number | null
  cpuModel: string | null
  gpuModel: string | null
  runtime: string | null
  isolation: Isolation
  report: MachineReportWire | null
}

/**
 * One node this process serves. `slot` names its folder of keys and never changes; `provider` null is the key file's own account,
 * otherwise an account derived from it under that name. Class and region are names of the on-chain catalogue.
 */
export type FleetNode = {
  slot: string
  provider: string | null
  className: string
  regionName: string
  gpus: number
  vramGib: number
  cpuCores: number
  ramGib: number
  diskGib: number
  networkMbps: number
  profile: FleetProfile
  ask: FirstAsk
  /** Shown when a shell opens; lines end for a terminal. */
  banner: string
}
