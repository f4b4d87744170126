import { availableParallelism, totalmem } from 'node:os'
import { readFile } from 'node:fs/promises'
import type { NetworkPlace } from '../../network/networkPlace.ts'
import type { ContainerIsolation } from '../../settings/containerIsolation.ts'

const wantedFiles = 1_048_576

/** What one lease may use at most. `cpus` counts cores and may be a fraction; memory includes what lies in /dev/shm and /run. */
export type LeaseLimits = { cpus: number; memoryMib: number; diskMib: number; processes: number }

const mib = 1024 * 1024

/** What the provider sets for leases in containers. */
export type ContainerSettings = {
  /** Null: the usual socket of Podman or Docker. */
  socketPath: string | null
  /** What leases run in: a name with its digest, or the id of an image that is here. */
  image: string
  /** Registries that renters' images may come from, by host. */
  registries: readonly string[]
  /** How much of renters' images is kept for the next lease; none may be larger. */
  cacheMib: number
  limits: LeaseLimits
  /** Devices as the Container Device Interface names them; one lease has all of them. */
  cdiDevices: readonly string[]
  /** How new leases are isolated from this machine. A lease that runs keeps the isolation it was started with. */
  isolation: ContainerIsolation
  /** Where leases' networks begin. */
  network: NetworkPlace
  /** Addresses of the name servers that leases are told. They must be public: nothing else is reached. */
  resolvers: readonly string[]
}

/** Limits where the provider set none: all cores, four fifths of the memory (the rest is the machine's own), 20 GiB of disk, 4,096 processes. */
export function defaultLeaseLimits(): LeaseLimits {
  return { cpus: availableParallelism(), memoryMib: Math.floor((totalmem() / mib) * 0.8), diskMib: 20 * 1024, processes: 4_096 }
}

/** The most open files and processes that this process may hand on; generous numbers where there is no /proc or no limit. */
export async function ownLimits(): Promise<{ files: number; processes: number }> {
  const text = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const hard = (name: string): number => {
    const value = Number(new RegExp(`^${name} +\\S+ +(\\d+)`, 'm').exec(text)?.[1])
    return Number.isSafeInteger(value) && value > 0 ? Math.min(value, wantedFiles) : wantedFiles
  }
  return { files: hard('Max open files'), processes: hard('Max processes') }
}
