import { readFile, statfs } from 'node:fs/promises'
import { parseNetDev } from '../../detect/parseNetDev.ts'
import type { SandboxStats } from '../runtime.ts'
import { startTicksOf } from '../startTicksOf.ts'
import { cgroupStats } from './cgroupStats.ts'
import type { LeaseLimits } from './containerSettings.ts'

/** The container's first process, its disk, and what the provider gives it. */
export type MeasuredContainer = {
  leader: { pid: number; startTicks: string | null } | null
  mountPoint: string
  limits: LeaseLimits
  devices: readonly string[]
}

/** What a container uses, from its control group, its own disk and its own network. Rejects when it is not up. */
export async function containerStats({ leader, mountPoint, limits, devices }: MeasuredContainer): Promise<SandboxStats> {
  // A number that was given to another process would show that one's use.
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
