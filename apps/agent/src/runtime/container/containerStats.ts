import { readFile, statfs } from 'node:fs/promises'
import { parseNetDev } from '../../detect/parseNetDev.ts'
import type { SandboxStats } from '../runtime.ts'
import { startTicksOf } from '../startTicksOf.ts'
import { cgroupStats } from './cgroupStats.ts'
import type { LeaseLimits } from './containerSettings.ts'

/** The container's first process, its disk, and its limits and devices. */
export type MeasuredContainer = {
  leader: { pid: number; startTicks: string | null } | null
  mountPoint: string
  limits: LeaseLimits
  devices: readonly string[]
}

/** Measures what a container uses: its control group, its disk and its network. Rejects when the container does not run. */
export async function containerStats({ leader, mountPoint, limits, devices }: MeasuredContainer): Promise<SandboxStats> {
  // If the kernel gave the number to another process, the counters would be that process's.
  if (leader === null || (await startTicksOf(leader.pid)) !== leader.startTicks) throw new Error('the container is not up')
  const [group, disk, network] = await Promise.all([cgroupStats(leader.pid), statfs(mountPoint), readFile(`/proc/${leader.pid}/net/dev`, 'utf8')])
  const { netRxBytes, netTxBytes } = parseNetDev(network)
  return {
    ...group,
    cpus: limits.cpus,
    ramTotalBytes: limits.memoryMib * 1024 ** 2,
    disk: { usedBytes: (disk.blocks - disk.bfree) * disk.bsize, totalBytes: disk.blocks * disk.bsize },
    network: { rxBytes: netRxBytes, txBytes: netTxBytes },
    devices,
  }
}
