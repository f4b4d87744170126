import { readdir, readFile } from 'node:fs/promises'
import type { LocalSandbox } from './localSandbox.ts'
import { processOwners } from './processOwners.ts'
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
