import { readdir, readFile, stat } from 'node:fs/promises'
import { leaseMarker } from './sandboxEnvironment.ts'
import type { LocalSandbox } from './localSandbox.ts'

/**
 * The process ids that belong to a lease on Linux: those of its own user, or, where leases share the agent's user, those that
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
  try {
    if (owner !== null) return (await stat(`/proc/${pid}`)).uid === owner.uid && !(await isZombie(pid))
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1')
    return environment.split('\0').includes(`${leaseMarker}=${home}`) && !(await isZombie(pid))
  } catch {
    // It ended meanwhile, or is another user's, which a lease's process cannot be here.
    return false
  }
}

async function isZombie(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1')
  return text.slice(text.lastIndexOf(')') + 2, text.lastIndexOf(')') + 3) === 'Z'
}
