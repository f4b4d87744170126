import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EmbeddedPostgres, startPostgres } from '@infinitio/process/embedded'

const memory = '/dev/shm'
const name = 'infinitio-test-postgres-'
/** Bytes that must be free in the memory file system: several times the size of all databases of one test run. */
const leastFreeBytes = 6 * 2 ** 30

/**
 * Returns a new folder for the databases of a test run. The folder is in a memory file system if that has enough free space, because a new database is slower
 * on a disk. First removes the folders of killed runs from the memory file system.
 */
function makeDatabaseFolder(): string {
  forgetKilledRuns()
  return mkdtempSync(join(hasPlentyOfMemory() ? memory : tmpdir(), `${name}${process.pid}-`))
}

function hasPlentyOfMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(memory)
    return bavail * bsize >= leastFreeBytes
  } catch {
    // The folder in memory does not exist on every system.
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

/**
 * Provides one Postgres for the whole test run. The first GET request to the address in TEST_POSTGRES_BROKER starts it; each GET returns the superuser's URL. A
 * run without database tests never starts it. If TEST_POSTGRES_URL is set, tests use that server instead.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = makeDatabaseFolder()
  let postgres: Promise<EmbeddedPostgres> | null = null
  const broker = createServer((_request, response) => {
    postgres ??= startPostgres({ dataDir: folder, port: 0, durable: false })
    postgres.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve))
  const address = broker.address()
  if (address === null || typeof address === 'string') throw new Error('the Postgres broker has no port')
  process.env.TEST_POSTGRES_BROKER = `http://127.0.0.1:${address.port}`
  return async () => {
    broker.closeAllConnections()
    broker.close()
    const started = await postgres
    await started?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
