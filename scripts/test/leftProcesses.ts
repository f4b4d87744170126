import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { type RunningProcess, readProcesses, startOf } from './runningProcesses.ts'

/** The name of an environment variable of every process that a test run starts. Its value is the id of the main process of the test run. */
export const runMarker = 'INFINITIO_TEST_RUN'
/** A variable in the environment of each lease of a local runtime. An agent does not pass its environment to leases, so they lack `runMarker`. */
const leaseMarker = 'INFINITIO_LEASE_HOME'
/** The users that the local runtime gives to leases (`apps/agent/src/runtime/local/sandboxOwner.ts`). */
const leaseUsers = { first: 600_000, end: 16_600_000 }
const usualWaitMs = 10_000
const lookEveryMs = 200

/** One run of tests. `id` is the process id of its main process, `startTicks` the time of its start in clock ticks since boot. */
export type TestRun = { id: string; startTicks: bigint }

/** Marks this process and all its child processes as one test run. */
export function beginTestRun(): TestRun {
  const id = String(process.pid)
  process.env[runMarker] = id
  return { id, startTicks: startOf(process.pid) ?? 0n }
}

/**
 * Waits until no process of the run remains, at most `endWithinMs` milliseconds. Returns the processes that still run. Returns null if the system lists no
 * processes below `/proc`.
 */
export async function leftProcesses(run: TestRun, endWithinMs = usualWaitMs): Promise<RunningProcess[] | null> {
  const deadline = performance.now() + endWithinMs
  for (;;) {
    const all = readProcesses()
    if (all === null) return null
    const left = leftOf(all, run)
    if (left.length === 0 || performance.now() > deadline) return left
    await wait(lookEveryMs)
  }
}

/**
 * Returns the processes that a test run left running: those with its mark, and processes of leases (which have no mark) that started after the run began.
 * Leases outside the folder of temporary files belong to another market and do not count. While another test run is active on the machine, no lease counts,
 * because it may belong to that run. Pure.
 */
export function leftOf(all: readonly RunningProcess[], { id, startTicks }: TestRun): RunningProcess[] {
  const mark = `${runMarker}=${id}`
  const isMarked = ({ environment }: RunningProcess) => environment.includes(mark)
  const isOtherRun = (process: RunningProcess) => !isMarked(process) && (hasMark(process) || process.command.includes('vitest'))
  const hasOtherRun = all.some(isOtherRun)
  return all.filter((process) => isMarked(process) || (!hasOtherRun && process.startTicks >= startTicks && isOfLease(process)))
}

function hasMark({ environment }: RunningProcess): boolean {
  return environment.some((entry) => entry.startsWith(`${runMarker}=`))
}

function isOfLease({ users, environment }: RunningProcess): boolean {
  const home = environment.find((entry) => entry.startsWith(`${leaseMarker}=`))?.slice(leaseMarker.length + 1)
  // Leases of tests have their folders in the folder of temporary files. A background program that cleared its environment has no such variable; it is
  // recognised by its user.
  if (home !== undefined) return home.startsWith(`${tmpdir()}/`)
  return users.some((user) => user >= leaseUsers.first && user < leaseUsers.end)
}
