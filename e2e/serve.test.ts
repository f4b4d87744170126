import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestChain, type TestChain } from '@infinitio/chain/test'
import { databaseSettings } from '@infinitio/db/migrations'
import { createTestDatabase, type TestDatabase } from '@infinitio/db/test'
import { freePort, startPostgres } from '@infinitio/process/embedded'
import { bareEnv, programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildPages } from '../scripts/start/buildPages.ts'
import { checkout, openDataFolder } from '../scripts/start/dataFolder.ts'
import { waitFor } from './deployment/waitFor.ts'

/** The most milliseconds that it may take to build the pages. They are built here only if no earlier test has built them. */
const buildWithinMs = 600_000
const folder = mkdtempSync('/var/tmp/infinitio-serve-')
const loadedFile = join(folder, 'next-was-loaded')
/**
 * A module for `--import` that writes a file as soon as any module of Next is loaded, by import or by require. So the test sees whether a process loads Next.
 */
const watchNext = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  import { writeFileSync } from 'node:fs'
  registerHooks({
    load(url, context, next) {
      if (url.includes('/node_modules/next/')) writeFileSync(${JSON.stringify(loadedFile)}, url)
      return next(url, context)
    },
  })
`)}`

describe('the web process', () => {
  let distDir: string
  let stopPostgres: () => Promise<void>
  let database: TestDatabase
  let chain: TestChain
  const children: ChildProcess[] = []
  beforeAll(async () => {
    chmodSync(folder, 0o711) // Postgres runs as another user and passes through.
    process.env.INFINITIO_DATA = join(folder, 'data')
    distDir = await buildPages(openDataFolder(), new AbortController().signal)
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0, durable: false })
    stopPostgres = () => postgres.stop()
    process.env.TEST_POSTGRES_URL = postgres.url
    ;[database, chain] = await Promise.all([createTestDatabase(), startTestChain()])
    writeFileSync(join(folder, 'receipt.key'), chain.keys.receipt.privateKey, { mode: 0o600 })
  }, buildWithinMs)
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await chain.stop()
    await stopPostgres()
    rmSync(folder, { recursive: true, force: true })
  })

  it('serves only the API with SERVE=api, and never loads Next', async () => {
    const web = await start('api')
    expect(await web.get('/api/v1/health')).toMatchObject({ status: 200, type: 'application/json' })
    expect(await web.get('/api/v1/nothing')).toMatchObject({ status: 404, type: 'application/problem+json' })
    expect(await web.get('/status')).toMatchObject({ status: 404, type: 'text/plain; charset=utf-8' })
    await web.listings()
    expect(existsSync(loadedFile)).toBe(false)
    await web.stop()
  })

  it('serves pages with SERVE=pages, and the API by their catch-all route', async () => {
    const web = await start('pages')
    expect(await web.get('/status')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    expect(await web.get('/api/v1/health')).toMatchObject({ status: 200, type: 'application/json' })
    expect(await web.get('/api/v1/nothing')).toMatchObject({ status: 404, type: 'application/problem+json' })
    await web.listings()
    expect(existsSync(loadedFile)).toBe(true)
    await web.stop()
  })

  it('serves both with SERVE=all', async () => {
    const web = await start('all')
    expect(await web.get('/status')).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' })
    expect(await web.get('/api/v1/health')).toMatchObject({ status: 200, type: 'application/json' })
    await web.listings()
    await web.stop()
  })

  /** Starts the process. `api` runs from its source, as in a container; the others run from bundles, as `npm start` does. Resolves once it is ready. */
  async function start(serve: 'api' | 'pages' | 'all') {
    rmSync(loadedFile, { force: true })
    const port = await freePort({ preferred: 0 })
    const url = `http://localhost:${port}`
    const program = serve === 'api' ? 'server/main.ts' : programFile('apps/web/server/main.ts')
    const thread = serve === 'all' ? { MARKET_THREAD_FILE: programFile('apps/api/src/market-thread/main.ts') } : {}
    const child = spawn(process.execPath, ['--import', watchNext, program], {
      cwd: join(checkout, 'apps/web'),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { ...bareEnv(), NODE_ENV: 'production', ...settingsOf(port), ...thread, SERVE: serve, NEXT_DIST_DIR: distDir },
    })
    children.push(child)
    await Promise.race([once(child, 'message'), once(child, 'exit').then(() => Promise.reject(new Error(`SERVE=${serve} ended`)))])
    const get = async (path: string) => {
      const response = await fetch(url + path)
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
    }
    return {
      get,
      /** Wait for the listings, because the first answer needs the thread that reads the market's changes. */
      listings: () => waitFor({ what: 'the listings', within: 60, read: () => get('/api/v1/listings'), until: ({ status }) => status === 200 }),
      stop: () => stop(child),
    }
  }

  function settingsOf(port: number): Record<string, string> {
    return {
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      INTERNAL_API_URL: `http://127.0.0.1:${port}`,
      RPC_URL: chain.rpcUrl,
      DIRECTORY_ADDRESS: chain.addresses.directory,
      ...databaseSettings('web', database.urls),
      RECEIPT_KEY_FILE: join(folder, 'receipt.key'),
      GATEWAY_SSH_HOST: '127.0.0.1',
      GATEWAY_SSH_PORT: '2222',
      GATEWAY_TERMINAL_URL: 'ws://127.0.0.1:7000',
      GATEWAY_PORTS_URL: 'http://ports.localhost:7001',
    }
  }
})

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  expect(child.exitCode).toBe(0)
}
