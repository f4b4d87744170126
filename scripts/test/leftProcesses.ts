import { setTimeout as wait } from 'node:timers/promises'
import { type RunningProcess, readProcesses, startOf } from './runningProcesses.ts'

/** A variable in the environment of every process that a run of tests starts. Its value is the number of the runner. */
export const runMarker = 'INFINITIO_TEST_RUN'
/** A variable in the environment that a lease of the local runtime begins with: an agent gives a lease nothing of its own environment. */
const leaseMarker = 'INFINITIO_LEASE_HOME'
/** The users that the local runtime gives to leases (`apps/agent/src/runtime/local/sandboxOwner.ts`). */
const leaseUsers = { first: 600_000, end: 16_600_000 }
const endWithinMs = 10_000
const lookEveryMs = 200

/** One run of tests: its number, and the start of its runner in ticks since boot. */
export type TestRun = { id: string; startTicks: bigint }

/** Marks this process and everything it starts as one run of tests. */
export function beginTestRun(): TestRun {
  const id = String(process.pid)
  process.env[runMarker] = id
  return { id, startTicks: startOf(process.pid) ?? 0n }
}

/**
 * Waits until no process of the run is left, up to 10 s, and returns those that are. Null where the system lists no processes
 * below `/proc`.
 */
export async function leftProcesses(run: TestRun): Promise<RunningProcess[] | null> {
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
 * Returns the processes of a run: those with its mark, and processes of leases that started after it. A lease carries no mark, so leases are not
 * counted while another run is alive on the machine, whose leases they may be. Pure.
 */
export function leftOf(all: readonly RunningProcess[], { id, startTicks }: TestRun): RunningProcess[] {
  const mark = `${runMarker}=${id}`
  const isMarked = ({ environment }: RunningProcess) => environment.includes(mark)
  const hasOtherRun = all.some(({ environment }) => environment.some((entry) => entry.startsWith(`${runMarker}=`) && entry !== mark))
  return all.filter((process) => isMarked(process) || (!hasOtherRun && process.startTicks >= startTicks && isOfLease(process)))
}

function isOfLease({ users, environment }: RunningProcess): boolean {
  const isLeaseUser = (user: number) => user >= leaseUsers.first && user < leaseUsers.end
  return users.some(isLeaseUser) || environment.some((entry) => entry.startsWith(`${leaseMarker}=`))
}
