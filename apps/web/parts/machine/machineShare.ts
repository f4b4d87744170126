import { runsImages } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'

/** The part of a machine that a lease gets. `vramGib` is the memory of its GPUs together. */
export type MachineShare = { readonly gpus: number; readonly vramGib: number; readonly isWhole: boolean }

/**
 * Returns the part of a machine that a lease of `leased` GPUs (or CPU slots) gets. `partPerGpu` returns the cores and the RAM. `isWhole` is true if the lease
 * has all GPUs or slots, so that no other lease can run beside it.
 */
export function machineShare({ gpus, vramGib }: { readonly gpus: number; readonly vramGib: number }, leased: number): MachineShare {
  return { gpus: leased, vramGib: leased * vramGib, isWhole: leased >= gpus }
}

type Divided = Pick<ListingWire, 'gpus' | 'vramGib' | 'cpuCores' | 'ramGib' | 'runtime' | 'simulated'> & {
  readonly ask: Pick<ListingWire['ask'], 'minGpus'>
}
/** Cores and RAM in GiB. */
type Computing = { readonly cpuCores: number; readonly ramGib: number }

const leastCoresToKeep = 4
const keptCores = 1

/**
 * Returns about how many cores and how much RAM in GiB a lease gets with each GPU, rounded down. The machine's agent divides them if its GPUs are rented one by
 * one in containers. By its default settings, leases get four fifths of the RAM, and all cores but one on a machine with at least four. The provider can set
 * other limits, which the market does not know. Null for all other machines: their leases share the whole machine, or one lease gets all of it.
 */
export function partPerGpu({ gpus, vramGib, cpuCores, ramGib, runtime, simulated, ask }: Divided): Computing | null {
  const divides = gpus > 1 && vramGib > 0 && ask.minGpus < gpus && !simulated && runsImages({ runtime })
  if (!divides) return null
  const cores = cpuCores < leastCoresToKeep ? cpuCores : cpuCores - keptCores
  return { cpuCores: Math.floor((cores * 10) / gpus) / 10, ramGib: Math.floor((ramGib * 4) / (5 * gpus)) }
}

/**
 * Returns about how many cores and how much RAM in GiB a lease of `leased` GPUs can use: those that come with its GPUs, or those of the whole machine if its
 * leases share them.
 */
export function computingOf(machine: Divided, leased: number): Computing {
  const perGpu = leased >= machine.gpus ? null : partPerGpu(machine)
  return perGpu === null ? machine : { cpuCores: perGpu.cpuCores * leased, ramGib: perGpu.ramGib * leased }
}
