import { availableParallelism, totalmem } from 'node:os'
import { readFile } from 'node:fs/promises'
import type { NetworkPlace } from '../../network/networkPlace.ts'
import type { ContainerIsolation } from '../../settings/containerIsolation.ts'

const wantedFiles = 1_048_576

/** Limits of one lease. `cpus` counts cores and may be a fraction. The memory limit includes the files in /dev/shm and /run. */
export type LeaseLimits = { cpus: number; memoryMib: number; diskMib: number; processes: number }

const mib = 1024 * 1024

/** The provider's settings for leases in containers. */
export type ContainerSettings = {
  /** Path of the engine's socket; null to use the usual socket of Podman or Docker. */
  socketPath: string | null
  /** The image in which leases run by default: a name with its digest, or the id of a local image. */
  image: string
  /** Hosts of the registries that renters' images may come from. */
  registries: readonly string[]
  /** Maximum total size of all cached renters' images in MiB. A single image may not be larger, either. */
  cacheMib: number
  limits: LeaseLimits
  /** Device names of the Container Device Interface. A lease gets some of these GPUs, or all of these devices (`readLeaseGpus`). */
  cdiDevices: readonly string[]
  /** True if each lease gets all devices, because the provider rents the machine only as a whole. */
  isWhole: boolean
  /** True if the provider set no limit of the disk. Then the disk of all leases grows with the number of GPUs. */
  isDiskUsual: boolean
  /** The isolation of new leases from this machine. A running lease keeps its isolation. */
  isolation: ContainerIsolation
  /** The namespace and tool for leases' networks. */
  network: NetworkPlace
  /** Addresses of the name servers for leases. They must be public, because a lease reaches no other address. */
  resolvers: readonly string[]
}

const leastCoresToKeep = 4

/**
 * Returns the number of cores that leases of this machine do not get; 0 on a machine with few cores. With these cores, the machine can check tasks of other
 * machines even while it is rented.
 */
export function keptCores({ AUDIT_CORES }: { readonly AUDIT_CORES: number }): number {
  return availableParallelism() >= leastCoresToKeep ? AUDIT_CORES : 0
}

/** Returns the default limits of a lease: all cores except `kept` cores, four fifths of the machine's memory, 20 GiB of disk, and 4,096 processes. */
export function defaultLeaseLimits(kept: number): LeaseLimits {
  return { cpus: availableParallelism() - kept, memoryMib: Math.floor((totalmem() / mib) * 0.8), diskMib: 20 * 1024, processes: 4_096 }
}

/**
 * Returns how many open files and processes this process may allow its children, at most `wantedFiles` of each. Returns that number if the machine has no /proc
 * or no limit.
 */
export async function ownLimits(): Promise<{ files: number; processes: number }> {
  const text = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const hard = (name: string): number => {
    const value = Number(new RegExp(`^${name} +\\S+ +(\\d+)`, 'm').exec(text)?.[1])
    return Number.isSafeInteger(value) && value > 0 ? Math.min(value, wantedFiles) : wantedFiles
  }
  return { files: hard('Max open files'), processes: hard('Max processes') }
}
