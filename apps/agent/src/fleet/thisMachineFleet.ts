import type { MachineFacts } from '../detect/machineFacts.ts'
import type { FleetNode } from './fleetNode.ts'
import { pricePerGpuSecond } from './simulatedFleet.ts'

/** The class of a machine without a GPU, so that the whole circle runs anywhere. */
export const cpuSlotClass = 'CPU slot (development)'

const milliPtPerGpuHour = 50

/**
 * This machine as a node, with what was detected: one CPU slot, or its GPUs when they are of a class the catalogue knows
 * (`classNameOf` decides). No trial, so that a first receipt is not zero; no notice; 1 minute to 24 hours.
 */
export function thisMachineFleet({
  facts,
  classNameOf,
}: {
  facts: MachineFacts
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
      regionName: 'local',
      gpus: isGpuNode ? Math.min(15, facts.gpus.length) : 1,
      vramGib: isGpuNode ? gpu.vramGib : 0,
      ...{ cpuCores: facts.cpuCores, ramGib: facts.ramGib, diskGib: facts.diskGib, networkMbps: facts.networkMbps },
      profile: {
        name: 'This machine',
        simulated: false,
        ...{ country: null, city: null, latitude: null, longitude: null },
        ...{ cpuModel: facts.cpuModel, gpuModel: gpu?.model ?? null, runtime: 'local' },
      },
      ask: {
        pricePerGpuSecond: pricePerGpuSecond(milliPtPerGpuHour),
        noticeSeconds: 0,
        trialSeconds: 0,
        minDurationSeconds: 60,
        maxDurationSeconds: 86_400,
      },
      banner: `\r\nInfinitio lease on ${facts.hostName}: ${facts.cpuCores} CPU cores, ${facts.ramGib} GiB RAM${isGpuNode ? `, ${facts.gpus.length} × ${gpu.model}` : ''}.\r\nThis is a local shell of the development runtime; the directory is wiped at the end.\r\n\r\n`,
    },
  ]
}
