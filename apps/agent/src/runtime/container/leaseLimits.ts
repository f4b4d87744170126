import { availableParallelism, totalmem } from 'node:os'

/** What one lease may use at most. `cpus` counts cores and may be a fraction; memory includes what lies in /dev/shm and /run. */
export type LeaseLimits = { cpus: number; memoryMib: number; diskMib: number; processes: number }

const mib = 1024 * 1024

/** Limits where the provider set none: all cores, four fifths of the memory (the rest is the machine's own), 20 GiB of disk, 4,096 processes. */
export function defaultLeaseLimits(): LeaseLimits {
  return { cpus: availableParallelism(), memoryMib: Math.floor((totalmem() / mib) * 0.8), diskMib: 20 * 1024, processes: 4_096 }
}
