import { readFile, statfs } from 'node:fs/promises'
import os from 'node:os'
import { diskUse } from '../../detect/diskUse.ts'
import type { SandboxStats } from '../runtime.ts'
import type { DirectorySize } from './directorySize.ts'
import { leaseProcesses } from './leaseProcesses.ts'
import type { LocalSandbox } from './localSandbox.ts'

/** Linux counts CPU time of processes in hundredths of a second, on every machine. */
const msPerTick = 10

/**
 * Measures how much CPU and memory the processes of a lease use, and the size of its directory. The CPU time of a process that ended between two measurements
 * counts only if its parent has waited for it and still runs. Network, devices and memory kills are null, because the lease shares them with the machine.
 */
export async function localStats(sandbox: LocalSandbox, size: DirectorySize): Promise<SandboxStats> {
  const [used, usedBytes, disk] = await Promise.all([processesUse(await leaseProcesses(sandbox)), size.read(), statfs(sandbox.home)])
  return {
    ...used,
    cpus: os.availableParallelism(),
    ramTotalBytes: os.totalmem(),
    disk: usedBytes === null ? null : { usedBytes, totalBytes: diskUse(disk).totalBytes },
    network: null,
    devices: null,
    memoryKills: null,
  }
}

async function processesUse(pids: readonly number[]): Promise<Pick<SandboxStats, 'cpuMs' | 'ramUsedBytes'>> {
  const all = await Promise.all(pids.map(processUse))
  return {
    cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    ramUsedBytes: all.reduce((sum, { ramUsedBytes }) => sum + ramUsedBytes, 0),
  }
}

async function processUse(pid: number): Promise<Pick<SandboxStats, 'cpuMs' | 'ramUsedBytes'>> {
  try {
    const [stat, status] = await Promise.all([readFile(`/proc/${pid}/stat`, 'latin1'), readFile(`/proc/${pid}/status`, 'latin1')])
    // Fields 14 to 17 of the line are the CPU time of the process itself, and of its ended children for which it has waited. Count the fields from the last
    // bracket, because the process name before it may contain anything.
    const ticks = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 15)
    const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? '0'
    return { cpuMs: ticks.reduce((sum, text) => sum + Number(text), 0) * msPerTick, ramUsedBytes: Number(kib) * 1024 }
  } catch {
    // The process ended since it was listed.
    return { cpuMs: 0, ramUsedBytes: 0 }
  }
}
