import { readdir, readFile } from 'node:fs/promises'
import type { LocalSandbox } from './localSandbox.ts'
import { leaseMarker } from './sandboxEnvironment.ts'

/**
 * Returns the process ids of a lease on Linux: those of its own user, or, where leases share the agent's user, those that
 * carry its marker in the environment they were started with. Elsewhere (no /proc) it is empty. A process that cleared its
 * environment and shares the agent's user is not found: the provider guide says so.
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
  // It ended since, or is another user's, which a lease's process cannot be here.
  const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '')
  return environment.split('\0').includes(`${leaseMarker}=${home}`)
}

/** The users of a process that runs: real, effective, saved and file system, in the order of the kernel. Null when it is gone, or ended and not collected. */
async function processOwners(pid: number): Promise<readonly number[] | null> {
  // The owner of the folder `/proc/<pid>` is the effective user alone: root for a set-user-id program, whoever started it.
  const text = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => null)
  return text === null ? null : ownersIn(text)
}

/** Returns the same from the text of `/proc/<pid>/status`. Pure. */
function ownersIn(status: string): readonly number[] | null {
  const state = /^State:\s+(\S)/m.exec(status)?.[1]
  const users = /^Uid:\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$/m.exec(status)?.slice(1)
  return users === undefined || state === 'Z' || state === 'X' ? null : users.map(Number)
}
