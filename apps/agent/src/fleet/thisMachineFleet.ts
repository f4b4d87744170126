import type { Isolation, RuntimeKind } from '@infinitio/domain'
import type { MachineFacts } from '../detect/machineFacts.ts'
import type { FleetNode } from './fleetNode.ts'

/** The class name of a machine without a GPU. With it, a developer can run a whole lease on any machine. */
export const cpuSlotClass = 'CPU slot (development)'

const ends: Record<RuntimeKind, string> = {
  local: 'This is a local shell of the development runtime; the directory is wiped at the end.',
  container: 'This is a container; its disk is wiped at the end.',
}

/**
 * The settings of a machine's listing: its name, its region, the runtime of its leases, its first price in base units per GPU-second, and whether renters may
 * transfer a lease until it starts.
 */
export type MachineListing = {
  name: string
  regionName: string
  country: string | null
  runtime: RuntimeKind
  isolation: Isolation
  pricePerGpuSecond: bigint
  transferable: boolean
}

/**
 * Returns this machine as a node. It offers its GPUs if `classNameOf` finds the class of the detected GPUs in the catalogue, otherwise one CPU slot. The node
 * has no trial period, so that the first lease on it is not free. It has no notice period, and accepts leases of 1 minute to 24 hours.
 */
export function thisMachineFleet({
  facts,
  listing,
  classNameOf,
}: {
  facts: MachineFacts
  listing: MachineListing
  classNameOf: (gpuModel: string, vramGib: number) => string | null
}): FleetNode[] {
  const [gpu] = facts.gpus
  const className = gpu === undefined ? null : classNameOf(gpu.model, gpu.vramGib)
  const isGpuNode = gpu !== undefined && className !== null
  return [
    {
      slot: 'this-machine',
      provider: null,
      className: isGpuNode ? className : cpuSlotClass,
      regionName: listing.regionName,
      gpus: isGpuNode ? Math.min(15, facts.gpus.length) : 1,
      vramGib: isGpuNode ? gpu.vramGib : 0,
      ...{ cpuCores: facts.cpuCores, ramGib: facts.ramGib, diskGib: facts.diskGib, networkMbps: facts.networkMbps },
      profile: {
        name: listing.name,
        simulated: false,
        ...{ country: listing.country, city: null, latitude: null, longitude: null },
        ...{ cpuModel: facts.cpuModel, gpuModel: gpu?.model ?? null, runtime: listing.runtime, isolation: listing.isolation, report: facts.report },
      },
      ask: {
        pricePerGpuSecond: listing.pricePerGpuSecond,
        noticeSeconds: 0,
        trialSeconds: 0,
        minDurationSeconds: 60,
        maxDurationSeconds: 86_400,
        transferable: listing.transferable,
      },
      banner: `\r\nInfinitio lease on ${facts.hostName}: ${facts.cpuCores} CPU cores, ${facts.ramGib} GiB RAM${isGpuNode ? `, ${facts.gpus.length} × ${gpu.model}` : ''}.\r\n${ends[listing.runtime]}\r\n\r\n`,
    },
  ]
}
