import type { Isolation } from '@infinitio/domain'
import type { MachineReportWire } from '@infinitio/domain/wire'
import type { Banner } from '../ssh/banner.ts'

/** The terms of a node's first ask (the signed order that lists it). Prices are in PToken base units per GPU-second, times in seconds. */
export type FirstAsk = {
  pricePerGpuSecond: bigint
  noticeSeconds: number
  trialSeconds: number
  minDurationSeconds: number
  maxDurationSeconds: number
  /** The renter may transfer a lease until it starts. */
  transferable: boolean
}

/** The data about a node that its registration on the chain does not contain. It is the body of `PUT /nodes/{id}/profile`. */
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
 * One node that this process serves. `slot` names the folder of its keys and never changes. `provider` is null if the node belongs to the account of the key
 * file. Otherwise `provider` is a name, from which the account is derived together with that key. Class and region are names of the on-chain catalogue.
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
  /** True if containers can give leases some of the GPUs. By default they cannot. */
  divides?: boolean
  ask: FirstAsk
  banner: Banner
}
