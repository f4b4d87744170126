import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type EmbeddedPostgres, startPostgres } from '@infinitio/process/embedded'
import { makeDatabaseFolder } from './databaseFolder.ts'

/**
 * Provides one Postgres for the whole test run, started on the first request: `GET TEST_POSTGRES_BROKER` returns the superuser's URL. A run without
 * database tests never starts it. With TEST_POSTGRES_URL set, tests use that server.
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
