import { readFile, statfs } from 'node:fs/promises'
import path from 'node:path'
import { diskUse } from '../../detect/diskUse.ts'
import { parseNetDev } from '../../detect/parseNetDev.ts'
import type { SandboxStats } from '../runtime.ts'
import { startTicksOf } from '../startTicksOf.ts'
import type { LeaseLimits } from './containerSettings.ts'

/** The parts of a container that `containerStats` needs: its first process, its disk, its limits and its devices. */
export type MeasuredContainer = {
  leader: { pid: number; startTicks: string | null } | null
  mountPoint: string
  limits: LeaseLimits
  devices: readonly string[]
}

/** Measures how much CPU, memory, disk and network a container uses. Rejects when the container does not run. */
export async function containerStats({ leader, mountPoint, limits, devices }: MeasuredContainer): Promise<SandboxStats> {
  // If the container's first process has ended, another process may now have its number. Then the functions below would read the counters of that other
  // process.
  if (leader === null || (await startTicksOf(leader.pid)) !== leader.startTicks) throw new Error('the container is not up')
  const [group, disk, network] = await Promise.all([cgroupStats(leader.pid), statfs(mountPoint), readFile(`/proc/${leader.pid}/net/dev`, 'utf8')])
  const { netRxBytes, netTxBytes } = parseNetDev(network)
  return {
    ...group,
    cpus: limits.cpus,
    ramTotalBytes: limits.memoryMib * 1024 ** 2,
    disk: diskUse(disk),
    network: { rxBytes: netRxBytes, txBytes: netTxBytes },
    devices,
  }
}

/**
 * Kernel counters of one control group. CPU time counts from the creation of the group. Memory does not include file pages that the kernel can reclaim.
 * `memoryKills` is the number of processes that the kernel killed because the group reached its memory limit; null if the kernel does not count them.
 */
type CgroupStats = { cpuMs: number; ramUsedBytes: number; memoryKills: number | null }

/** The content of `/proc/<pid>/cgroup` and `/proc/self/mountinfo` for one process. */
type CgroupTexts = { cgroup: string; mountinfo: string }

/**
 * Reads the kernel's counters of the control group of a process, in version 1 or 2 of cgroups. Rejects when the process has ended or its group is not visible
 * from this process.
 */
export async function cgroupStats(pid: number): Promise<CgroupStats> {
  const [cgroup, mountinfo] = await Promise.all([readFile(`/proc/${pid}/cgroup`, 'utf8'), readFile('/proc/self/mountinfo', 'utf8')])
  const texts = { cgroup, mountinfo }
  const [cpu, memory, memoryKills] = await Promise.all([readCpuMs(texts), readMemory(texts), readMemoryKills(texts).catch(() => null)])
  return { cpuMs: cpu, ramUsedBytes: memory, memoryKills }
}

async function readMemoryKills(texts: CgroupTexts): Promise<number> {
  const one = cgroupFolder(texts, 'memory')
  return one === null ? killsAtLimit(unified(texts), 2) : killsAtLimit(one, 1)
}

/**
 * Returns the number of processes of a control group that the kernel killed for lack of memory. Returns 0 if the group never reached its own limit, because
 * then the whole machine had no memory left.
 */
export async function killsAtLimit(folder: string, version: 1 | 2): Promise<number> {
  const read = (name: string): Promise<string> => readFile(path.join(folder, name), 'utf8')
  const events = await read(version === 2 ? 'memory.events' : 'memory.oom_control')
  const wasAtLimit = version === 2 ? fieldOf(events, 'oom') > 0 : await wasAtLimitOfOne(read)
  return wasAtLimit ? fieldOf(events, 'oom_kill') : 0
}

/** The kernel charges memory to a group in batches. So even if a group reached its limit, its largest recorded use can be this many bytes below the limit. */
const batchBytes = 1_048_576

/**
 * Returns true if a control group of version 1 reached its memory limit. Newer kernels no longer count how often such a group was refused memory, so this
 * function also compares the group's largest use with its limit.
 */
async function wasAtLimitOfOne(read: (name: string) => Promise<string>): Promise<boolean> {
  if (countOf(await read('memory.failcnt')) > 0) return true
  const [most, limit] = await Promise.all([read('memory.max_usage_in_bytes'), read('memory.limit_in_bytes')])
  return countOf(most) + batchBytes >= countOf(limit)
}

async function readCpuMs(texts: CgroupTexts): Promise<number> {
  const one = cgroupFolder(texts, 'cpuacct')
  if (one !== null) return countOf(await readFile(path.join(one, 'cpuacct.usage'), 'utf8')) / 1e6
  return fieldOf(await readFile(path.join(unified(texts), 'cpu.stat'), 'utf8'), 'usage_usec') / 1e3
}

async function readMemory(texts: CgroupTexts): Promise<number> {
  const one = cgroupFolder(texts, 'memory')
  const folder = one ?? unified(texts)
  const [used, stat] = await Promise.all([
    readFile(path.join(folder, one === null ? 'memory.current' : 'memory.usage_in_bytes'), 'utf8'),
    readFile(path.join(folder, 'memory.stat'), 'utf8'),
  ])
  return Math.max(0, countOf(used) - fieldOf(stat, one === null ? 'inactive_file' : 'total_inactive_file'))
}

function unified(texts: CgroupTexts): string {
  const folder = cgroupFolder(texts, null)
  if (folder === null) throw new Error('the control group of the container cannot be seen from here')
  return folder
}

/**
 * Returns the folder of a process's control group on this machine: of a version 1 `controller`, or of version 2 when `controller` is null. Returns
 * null when the group is not visible.
 */
export function cgroupFolder({ cgroup, mountinfo }: CgroupTexts, controller: string | null): string | null {
  const lines = cgroup.split('\n').map((line) => /^(\d+):([^:]*):(\/.*)$/.exec(line))
  const own = lines.find((match) => (controller === null ? match?.[1] === '0' && match[2] === '' : match?.[2]?.split(',').includes(controller)))?.[3]
  const mount = mountinfo.split('\n').flatMap((line) => mountOf(line, controller))[0]
  if (own === undefined || mount === undefined) return null
  const inside = path.posix.relative(mount.root, own)
  return inside.startsWith('..') ? null : path.join(mount.at, inside)
}

function mountOf(line: string, controller: string | null): { root: string; at: string }[] {
  const [before = '', after = ''] = line.split(' - ')
  const [, , , root, at] = before.split(' ')
  const [kind, , options = ''] = after.split(' ')
  if (root === undefined || at === undefined) return []
  const wanted = controller === null ? kind === 'cgroup2' : kind === 'cgroup' && options.split(',').includes(controller)
  return wanted ? [{ root, at }] : []
}

function countOf(text: string): number {
  if (!/^\d+\n?$/.test(text)) throw new Error(`the kernel counts ${JSON.stringify(text.slice(0, 40))}, which is no number`)
  return Number(text)
}

function fieldOf(text: string, name: string): number {
  return countOf(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.slice(name.length + 1) ?? '',
  )
}
