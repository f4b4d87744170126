import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestChain, type TestChain } from '@infinitio/chain/test'
import { databaseSettings } from '@infinitio/db/migrations'
import { createTestDatabase, type TestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { freePort, startPostgres } from '@infinitio/process/embedded'
import { cpuTimeOf } from './cpuTimes.ts'

const checkout = join(import.meta.dirname, '../../../..')

/** The processes that handle an order. As in the real product, they are separate: the API, the matcher, Postgres with durable commits, and a chain. */
export type IngestDeployment = {
  readonly port: number
  readonly chain: TestChain
  readonly database: TestDatabase
  /** A connection that may write any table. */
  readonly owner: TestDb
  /** Returns how much CPU time each process has used so far, in milliseconds. */
  cpuTimes(): Record<'web' | 'engine' | 'postgres', number>
  /** Starts the API and the matcher. Call it after the market's rows are written. */
  start(): Promise<void>
  /** Starts only the matcher. */
  startMatcher(): Promise<void>
  /** Starts only the API. */
  startWeb(): Promise<void>
  /** Returns the settings with which the API starts. */
  webSettings(): Record<string, string>
  stop(): Promise<void>
}

/** Starts Postgres and a chain. Turns off the limits on requests and on unsettled matches, because this benchmark does not measure them. */
export async function openIngestDeployment(): Promise<IngestDeployment> {
  const folder = mkdtempSync('/var/tmp/infinitio-bench-ingest-')
  chmodSync(folder, 0o711) // Postgres runs as another user, who must be able to enter this folder.
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: 0, durable: true })
  process.env.TEST_POSTGRES_URL = postgres.url
  const [database, chain, port] = await Promise.all([createTestDatabase(), startTestChain(), freePort({ preferred: 0 })])
  const owner = openTestDb({ url: `${database.ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`, max: 4, onError: () => {} })
  const keyFile = (name: 'receipt' | 'sender') => {
    const file = join(folder, `${name}.key`)
    writeFileSync(file, chain.keys[name].privateKey, { mode: 0o600 })
    return file
  }
  const children = new Map<string, ChildProcess>()
  const run = (name: string, script: string, env: Record<string, string>) => {
    const log = openSync(join(folder, `${name}.log`), 'a')
    const args = process.env.PROFILE === name ? ['--cpu-prof', '--cpu-prof-dir=/tmp/infinitio-profile'] : []
    const child = spawn(process.execPath, [...args, join(checkout, script)], {
      stdio: ['ignore', log, log, 'ipc'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    })
    children.set(name, child)
    return Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${name} ended: ${join(folder, name)}.log`))),
    ])
  }
  const where = { RPC_URL: chain.rpcUrl, DIRECTORY_ADDRESS: chain.addresses.directory }
  const settings = { ...where, ...webSettings(port), DATABASE_URL: database.urls.infinitio_api, RECEIPT_KEY_FILE: keyFile('receipt') }
  const startWeb = async () => void (await run('web', 'apps/web/server/main.ts', settings))
  const startMatcher = async () =>
    void (await run('engine', 'apps/engine/src/main.ts', {
      ...where,
      ROLE: 'matcher',
      ...databaseSettings('engine', database.urls),
      SENDER_KEY_FILE: keyFile('sender'),
      FINALITY_BLOCKS: '1',
      MAX_UNSETTLED: '10000000',
    }))
  return {
    port,
    chain,
    database,
    owner,
    cpuTimes() {
      const of = (name: string) => cpuTimeOf(children.get(name)?.pid ?? -1)
      return { web: of('web'), engine: of('engine'), postgres: cpuTimeOf(postgres.pid) }
    },
    startMatcher,
    startWeb,
    async start() {
      await startMatcher()
      await startWeb()
    },
    webSettings: () => settings,
    async stop() {
      for (const child of children.values()) {
        child.kill('SIGTERM')
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
      }
      await owner.close()
      await chain.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function webSettings(port: number): Record<string, string> {
  return {
    SERVE: 'api',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    GATEWAY_SSH_HOST: '127.0.0.1',
    GATEWAY_SSH_PORT: '2222',
    GATEWAY_TERMINAL_URL: 'ws://127.0.0.1:7000',
    GATEWAY_PORTS_URL: 'http://ports.localhost:7001',
    IP_TOKENS_PER_SECOND: '1000000',
    ACCOUNT_TOKENS_PER_SECOND: '1000000',
    STREAMS_PER_IP: '1000000',
  }
}
