import { readdir, readFile } from 'node:fs/promises'
import type { LocalSandbox } from './localSandbox.ts'
import { leaseMarker } from './sandboxEnvironment.ts'

/**
 * Returns the process ids of a lease on Linux. If the lease has its own user, these are the user's processes; otherwise the processes with the lease's marker
 * in their initial environment. Returns an empty list if the machine has no /proc. Does not find a process that cleared its environment and runs as the same
 * user as the agent. The provider guide says so.
 */
export async function leaseProcesses(sandbox: Pick<LocalSandbox, 'home' | 'owner'>): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => [] as string[])
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number)
  const owned = await Promise.all(pids.map(async (pid) => ((await belongs(pid, sandbox)) ? pid : null)))
  return owned.filter((pid) => pid !== null && pid !== process.pid) as number[]
}

async function belongs(pid: number, { home, owner }: Pick<LocalSandbox, 'home' | 'owner'>): Promise<boolean> {
  const owners = await processOwners(pid)
  if (owners === null) return false
  if (owner !== null) return owners.includes(owner.uid)
  // If the environment cannot be read, the process has ended, or it belongs to another user and so not to the lease.
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
  return environment.split('\0').includes(`${leaseMarker}=${home}`)
}

/**
 * Returns the users of a running process: real, effective, saved and file system, in the kernel's order. Returns null when the process has ended, also if its
 * parent has not waited for it yet.
 */
async function processOwners(pid: number): Promise<readonly number[] | null> {
  // Read the status file, because the owner of the folder `/proc/<pid>` is only the effective user, which is root for a set-user-id program.
  const text = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => null)
  return text === null ? null : ownersIn(text)
}

/** Parses the four users of a process from the text of `/proc/<pid>/status`. Returns null for malformed text, and for a process that has ended. Pure. */
function ownersIn(status: string): readonly number[] | null {
  const state = /^State:\s+(\S)/m.exec(status)?.[1]
  const users = /^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$/m.exec(status)?.slice(1)
  return users === undefined || state === 'Z' || state === 'X' ? null : users.map(Number)
}
