import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { startPostgres } from '@infinitio/process/embedded'

let found: Promise<string> | undefined

/**
 * Returns the superuser URL of the tests' Postgres. It is TEST_POSTGRES_URL if set. Otherwise it is the server that all tests of the run share. A helper
 * process of the run (TEST_POSTGRES_BROKER, scripts/vitest) starts it on the first request. Without that process, this function starts a server and removes it
 * at exit.
 */
export function testServerUrl(): Promise<string> {
  found ??= findServer()
  return found
}

async function findServer(): Promise<string> {
  const { TEST_POSTGRES_URL: given, TEST_POSTGRES_BROKER: broker } = process.env
  if (given !== undefined) return given
  if (broker === undefined) return startOwnServer()
  const response = await fetch(broker)
  const text = await response.text()
  if (!response.ok) throw new Error(`the test run's Postgres did not start: ${text}`)
  return text
}

async function startOwnServer(): Promise<string> {
  const dataDir = await mkdtemp('/var/tmp/infinitio-test-postgres-')
  const server = await startPostgres({ dataDir, port: 0, durable: false })
  process.once('exit', () => {
    if (server.pid > 0) process.kill(server.pid, 'SIGQUIT')
    rmSync(dataDir, { recursive: true, force: true })
  })
  return server.url
}
