import { classFacts } from '../simulated/classFacts.ts'
import { type Machine, machines } from '../simulated/machines.ts'
import { places } from '../simulated/places.ts'
import { simulatedProviders } from '@infinitio/domain'
import type { FleetNode } from './fleetNode.ts'

const networkMbps = 10_000

/**
 * Returns `nodes` simulated nodes, each labelled as simulated; by default one for each machine of the table `machines`. If `nodes` is larger than the table,
 * begins again with its first machine. A lease on a simulated node is a shell on this machine, and the banner of the shell states that.
 */
export function simulatedFleet({ nodes = machines.length }: { nodes?: number | undefined } = {}): FleetNode[] {
  const numbers = new Map<string, number>()
  return Array.from({ length: nodes }, (_, index) => {
    const machine = machines[index % machines.length] as Machine
    const number = (numbers.get(machine.provider) ?? 0) + 1
    numbers.set(machine.provider, number)
    return simulatedNode({ machine, number, index })
  })
}

function simulatedNode({ machine, number, index }: { machine: Machine; number: number; index: number }): FleetNode {
  const facts = classFacts[machine.className]
  const place = places[machine.place]
  return {
    slot: `simulated-${String(index + 1).padStart(2, '0')}`,
    provider: machine.provider,
    className: machine.className,
    regionName: place.region,
    gpus: machine.gpus,
    vramGib: facts.vramGib,
    cpuCores: facts.cpuCoresPerGpu * machine.gpus,
    ramGib: facts.ramGibPerGpu * machine.gpus,
    diskGib: facts.diskGibPerGpu * machine.gpus,
    networkMbps,
    profile: {
      name: `${simulatedProviders[machine.provider]} ${number}`,
      simulated: true,
      ...{ country: place.country, city: place.city, latitude: place.latitude, longitude: place.longitude },
      ...{ cpuModel: null, gpuModel: facts.gpuModel, runtime: 'local', isolation: 'process', report: null },
    },
    ask: {
      pricePerGpuSecond: pricePerGpuSecond(machine.milliPtPerGpuHour),
      noticeSeconds: machine.noticeSeconds,
      trialSeconds: machine.trialSeconds,
      minDurationSeconds: machine.minSeconds,
      maxDurationSeconds: machine.maxHours * 3_600,
      transferable: false,
    },
    banner: {
      en: `\r\nSIMULATED MACHINE\r\nThere is no ${facts.gpuModel} here.\r\nYou get a shell on Infinitio’s computer.\r\n\r\n`,
      zh: `\r\n模拟的机器\r\n这里没有 ${facts.gpuModel}。\r\n你得到的是 Infinitio 电脑上的终端。\r\n\r\n`,
    },
  }
}

/** Converts thousandths of a PToken per GPU-hour to PToken base units per GPU-second, rounded down. */
export function pricePerGpuSecond(milliPtPerGpuHour: number): bigint {
  return (BigInt(milliPtPerGpuHour) * 10n ** 15n) / 3_600n
}
