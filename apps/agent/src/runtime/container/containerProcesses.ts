import { readdir, readlink, stat } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { signalProcess } from '../sandboxProcess.ts'
import { idsOfContainer } from './containerPlan.ts'

const politeMs = 250

/** Returns the ids of all processes in a container except its first process, `leader`. These are the processes that have the same PID namespace as `leader`. */
export async function processesBeside(leader: number): Promise<number[]> {
  const space = await readlink(`/proc/${leader}/ns/pid`).catch(() => null)
  if (space === null) return []
  return processesWhere(async (pid) => pid !== leader && (await readlink(`/proc/${pid}/ns/pid`)) === space)
}

/** Returns the ids of all processes on this machine that run as one of a container's users. */
export function processesOfIds(firstId: number): Promise<number[]> {
  return processesWhere(async (pid) => {
    const { uid } = await stat(`/proc/${pid}`)
    return uid >= firstId && uid < firstId + idsOfContainer
  })
}

/** Sends SIGHUP, SIGTERM and SIGCONT to every process of a container except the first one, so that they end. Then waits a quarter of a second. */
export async function askToEnd(leader: number): Promise<void> {
  const pids = await processesBeside(leader)
  for (const name of ['SIGHUP', 'SIGTERM', 'SIGCONT'] as const) for (const pid of pids) signalProcess(pid, name)
  if (pids.length > 0) await wait(politeMs)
}

async function processesWhere(belongs: (pid: number) => Promise<boolean>): Promise<number[]> {
  const entries = await readdir('/proc').catch(() => [] as string[])
  const pids = entries.filter((entry) => /^\d+$/.test(entry)).map(Number)
  // The owner of a process that ended during the check cannot be read. Such a process does not belong to the container.
  const owned = await Promise.all(pids.map(async (pid) => ((await belongs(pid).catch(() => false)) ? pid : null)))
  return owned.filter((pid) => pid !== null)
}
