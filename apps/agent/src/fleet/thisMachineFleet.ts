import { developmentClass, type Isolation, type Language, type RuntimeKind } from '@infinitio/domain'
import { runtimeMessages } from '@infinitio/domain/messages'
import type { MachineFacts } from '../detect/machineFacts.ts'
import type { FleetNode } from './fleetNode.ts'

/**
 * The settings of a machine's listing: its name, region and country, the runtime and isolation of its leases, its first price in base units per GPU-second, and
 * whether renters may transfer a lease until it starts.
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
 * Returns this machine as a node. It offers up to 15 of its GPUs if `classNameOf` finds the class of the first detected GPU in the catalogue, otherwise one CPU
 * slot. The node's leases have no free trial period and no notice period, and last from 1 minute to 24 hours.
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
      className: isGpuNode ? className : developmentClass,
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
      banner: bannerOf({ facts, runtime: listing.runtime, gpus: isGpuNode ? `${facts.gpus.length} × ${gpu.model}` : null }),
    },
  ]
}

/** Returns the banner of this machine: its hardware, and what is wiped at the end of a lease. `gpus` is the text about its GPUs; null for a CPU slot. */
function bannerOf({ facts, runtime, gpus }: { facts: MachineFacts; runtime: RuntimeKind; gpus: string | null }): Record<Language, string> {
  const { hostName, cpuCores, ramGib } = facts
  const lines = {
    en: `Infinitio lease on ${hostName}: ${cpuCores} CPU cores, ${ramGib} GB RAM${gpus === null ? '' : `, ${gpus}`}.`,
    zh: `Infinitio 租约，机器 ${hostName}：${cpuCores} 个 CPU 核心，${ramGib} GB 内存${gpus === null ? '' : `，${gpus}`}。`,
  }
  const banner = (language: Language): string => `\r\n${lines[language]}\r\n${runtimeMessages[runtime].banner[language]}\r\n\r\n`
  return { en: banner('en'), zh: banner('zh') }
}
