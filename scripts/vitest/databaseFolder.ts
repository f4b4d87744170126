import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const memory = '/dev/shm'
const name = 'infinitio-test-postgres-'
/** Several times the size of a run's concurrent databases. */
const leastFreeBytes = 6 * 2 ** 30

/**
 * Returns a new folder for the databases of a test run. It is in memory if the machine has plenty, because a disk takes ten times the processor time
 * for each new database. First removes the folders of killed runs.
 */
export function makeDatabaseFolder(): string {
  forgetKilledRuns()
  return mkdtempSync(join(hasPlentyOfMemory() ? memory : tmpdir(), `${name}${process.pid}-`))
}

function hasPlentyOfMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= leastFreeBytes
  } catch {
    // Some systems do not have the folder `memory`.
    return false
  }
}

function forgetKilledRuns(): void {
  const left = hasPlentyOfMemory() ? readdirSync(memory).filter((entry) => entry.startsWith(name)) : []
  for (const entry of left)
    if (!isRunning(Number(entry.slice(name.length).split('-')[0]))) rmSync(join(memory, entry), { recursive: true, force: true })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
