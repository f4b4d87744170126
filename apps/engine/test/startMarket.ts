import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createChainClient } from '@infinitio/chain/node'
import { startTestChain, type TestChain } from '@infinitio/chain/test'
import { databaseSettings } from '@infinitio/db/migrations'
import { createTestDatabase, type TestDatabase, type TestDb, openTestDb } from '@infinitio/db/test'
import { createLogger, type Logger } from '@infinitio/process'
import type { PublicClient } from 'viem'
import { engineEnv } from '../src/engineEnv.ts'
import { type Engine, startEngine } from '../src/startEngine.ts'
import { type Door, openDoor } from './openDoor.ts'

type Role = 'all' | 'matcher' | 'follower' | 'worker'

/** The market that one test file starts: a real Postgres, a real chain, and the engines that the test adds. */
export interface Market {
  chain: TestChain
  client: PublicClient
  database: TestDatabase
  /** A connection that may read every table. */
  owner: TestDb
  /** A connection that stores commands as the API does. */
  api: TestDb
  logger: Logger
  /** The file of the engine's key. */
  keyFile: string
  /** Proxies between the engine and the chain or database. Only the engine uses them. */
  chainDoor: Door
  databaseDoor: Door
  /** Starts the parts of the engine that `role` selects. If one of these parts fails later, the promise `fatal` resolves with its error. */
  startEngine(role: Role, settings?: Record<string, string>): Promise<RunningEngine>
  /** Starts the follower, the matcher and the worker as three engines. Returns the worker, so that a test can stop only this one. */
  startRooms(): Promise<RunningEngine>
  /** Waits until `check` returns a value, and mines blocks so that finality advances. Throws after 40 s, or if an engine has failed with a fatal error. */
  until<Found>(what: string, check: () => Promise<Found | null | undefined | false>): Promise<Found>
  /** Returns the oldest fatal error of an engine and removes it from the list, for a test that expects one. A remaining error makes the next `until` throw. */
  takeFatal(): unknown
  stop(): Promise<void>
}

/** An engine that a test started. `fatal` resolves with the error of the first of its parts (follower, matcher, worker) that fails. */
export interface RunningEngine extends Engine {
  fatal: Promise<unknown>
}

const DEADLINE_MS = 40_000
const MINE_EVERY_MS = 300

/**
 * Starts a database and a chain for a test file. The chain is a new one in memory, unless the test passes another start function. It starts no engine; the test
 * does that.
 */
export async function startMarket(startChain: () => Promise<TestChain> = startTestChain): Promise<Market> {
  const [database, chain] = await Promise.all([createTestDatabase(), startChain()])
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-engine-'))
  const keyFile = join(dataDir, 'sender.key')
  writeFileSync(keyFile, `${chain.keys.sender.privateKey}\n`, { mode: 0o600 })
  process.env.LOG_LEVEL ??= 'fatal'
  const logger = createLogger({ room: 'engine' })
  const onError = (error: Error) => logger.warn({ err: error }, 'test connection lost')
  const owner = openTestDb({ url: database.ownerUrl, max: 3, onError })
  const api = openTestDb({ url: database.urls.infinitio_api, max: 3, onError })
  const chainDoor = await openDoor({ targetPort: Number(new URL(chain.rpcUrl).port) })
  const databaseDoor = await openDoor({ targetPort: Number(new URL(database.ownerUrl).port) })
  const running = new Set<RunningEngine>()
  const fatals: unknown[] = []
  async function start(role: Role, settings: Record<string, string> = {}): Promise<RunningEngine> {
    const engine = await launch({ role, settings, chain, database, keyFile, logger, chainDoor, databaseDoor })
    running.add(engine)
    void engine.fatal.then((error) => fatals.push(error))
    return engine
  }
  return {
    chain,
    client: createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 }),
    database,
    owner,
    api,
    logger,
    keyFile,
    chainDoor,
    databaseDoor,
    startEngine: start,
    async startRooms() {
      await start('follower')
      await start('matcher')
      return await start('worker')
    },
    until: (what, check) => until(what, check, { chain, fatals }),
    takeFatal: () => fatals.shift(),
    async stop() {
      await Promise.all([...running].map((engine) => engine.stop()))
      await Promise.all([owner.close(), api.close(), chainDoor.stop(), databaseDoor.stop()])
      await Promise.all([chain.stop(), database.drop()])
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

type Launch = {
  role: Role
  settings: Record<string, string>
  chain: TestChain
  database: TestDatabase
  keyFile: string
  logger: Logger
  chainDoor: Door
  databaseDoor: Door
}

async function launch({ role, settings, chain, database, keyFile, logger, chainDoor, databaseDoor }: Launch): Promise<RunningEngine> {
  const through = (url: string) => url.replace(/:\d+(?=\/|$)/, `:${databaseDoor.port}`)
  const urls = Object.entries(databaseSettings('engine', database.urls)).map(([setting, url]) => [setting, through(url)])
  const env = engineEnv.parse({
    ROLE: role,
    ...Object.fromEntries(urls),
    RPC_URL: `http://127.0.0.1:${chainDoor.port}`,
    DIRECTORY_ADDRESS: chain.addresses.directory,
    SENDER_KEY_FILE: keyFile,
    FINALITY_BLOCKS: '1',
    LOWER_HEAD_MS: '2000',
    ...settings,
  })
  const { promise: fatal, resolve } = Promise.withResolvers<unknown>()
  const engine = await startEngine({ env, logger, onFatal: resolve })
  let stopping: Promise<void> | undefined
  return {
    fatal,
    stop() {
      stopping ??= engine.stop()
      return stopping
    },
  }
}

async function until<Found>(
  what: string,
  check: () => Promise<Found | null | undefined | false>,
  { chain, fatals }: { chain: TestChain; fatals: unknown[] },
): Promise<Found> {
  const deadline = Date.now() + DEADLINE_MS
  let mineAt = Date.now() + MINE_EVERY_MS
  for (;;) {
    const found = await check()
    if (found !== null && found !== undefined && found !== false) return found
    if (fatals.length > 0) throw new Error(`a room gave up while we waited until ${what}`, { cause: fatals[0] })
    if (Date.now() > deadline) throw new Error(`waited ${DEADLINE_MS} ms in vain until ${what}`)
    if (Date.now() > mineAt) {
      await chain.mine(1)
      mineAt = Date.now() + MINE_EVERY_MS
    }
    await delay(50)
  }
}
