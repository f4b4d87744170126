import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { type EmbeddedPostgres, startPostgres } from '@infinitio/process/embedded'
import { makeDatabaseFolder } from './databaseFolder.ts'

/**
 * One Postgres for the whole test run, started when the first test file asks for it: `GET TEST_POSTGRES_BROKER` answers
 * with the superuser's URL. Runs that touch no database never start it. With TEST_POSTGRES_URL set, that server is used.
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
