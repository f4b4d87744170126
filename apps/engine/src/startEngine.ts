import { directoryAbi, readAddresses, readServiceLedger } from '@infinitio/chain'
import { createChainClient, createNodeClients } from '@infinitio/chain/node'
import { type Db, holdLock, type LockArgs, openDb } from '@infinitio/db'
import { bps, pTokenUnits } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { EngineEnv } from './engineEnv.ts'
import { chainReader } from './follower/chainReader.ts'
import { runFollower } from './follower/runFollower.ts'
import { wallClock } from './loop/clock.ts'
import { untilBack } from './loop/untilBack.ts'
import { openMatcherClock } from './matcher/matcherClock.ts'
import { runMatcher } from './matcher/runMatcher.ts'
import { runStandby } from './matcher/runStandby.ts'
import { snapshotBeside } from './matcher/snapshots/snapshotBeside.ts'
import { startSenders } from './startSenders.ts'

/** The running parts of the engine. */
export interface Engine {
  stop(): Promise<void>
}

/**
 * If the database server receives nothing from the matcher for this many milliseconds, it assumes that the matcher or its computer does not respond. It then
 * ends the matcher's transaction and releases the lock of the leading matcher. A standby then has 5 s left to take over within 10 s.
 */
const SILENT_AFTER_MS = 5_000

type Setting = { env: EngineEnv; logger: Logger; onFatal: (error: unknown) => void }

/**
 * Starts the parts that ROLE selects. The parts communicate only through the database. `onFatal` must end the process. Retries once a second while the database
 * is unavailable; the matcher of an empty journal also waits for the chain.
 */
export async function startEngine(setting: Setting): Promise<Engine> {
  const { ROLE: role } = setting.env
  const rooms: Engine[] = []
  const pools: Db[] = []
  const open = (url: string, room: string, more: Partial<Parameters<typeof openDb>[0]> = {}): Db => {
    const onError = (error: Error) => setting.logger.warn({ err: error, room }, 'idle database connection lost')
    const db = openDb({ url, max: 4, onError, ...more })
    pools.push(db)
    return db
  }
  if (role === 'all' || role === 'follower') rooms.push(await startFollower(setting, open(setting.env.FOLLOWER_DATABASE_URL, 'follower')))
  if (role === 'all' || role === 'matcher')
    rooms.push(await startMatcher(setting, open(setting.env.MATCHER_DATABASE_URL, 'matcher', { silentAfterMs: SILENT_AFTER_MS, keepsPlans: true })))
  if (role === 'all' || role === 'worker')
    rooms.push(
      await startSenders({
        ...setting,
        db: open(setting.env.WORKER_DATABASE_URL, 'worker', { max: 4 + 2 * setting.env.SENDERS.length, keepsPlans: true }),
      }),
    )
  return {
    async stop() {
      await Promise.all(rooms.map((room) => room.stop()))
      await Promise.all(pools.map((pool) => pool.close()))
    },
  }
}

function startFollower({ env, logger, onFatal }: Setting, db: Db): Promise<Engine> {
  const clients = createNodeClients({ rpcUrl: env.RPC_URL, timeoutMs: env.RPC_TIMEOUT_MS })
  const openReader = async (source: number) => {
    const client = clients[source]
    if (client === undefined) throw new Error('RPC_URL names no node')
    const [addresses, ledger] = await Promise.all([readAddresses(client, env.DIRECTORY_ADDRESS), readServiceLedger(client, env.DIRECTORY_ADDRESS)])
    return chainReader({ client, addresses, ledger })
  }
  const { FINALITY_BLOCKS: finalityBlocks, START_BLOCK: startBlock, LOWER_HEAD_MS: lowerHeadMs, HEADS_URL: headsUrl } = env
  const settings = { finalityBlocks, startBlock, lowerHeadMs, headsUrl, ...wallClock }
  return runFollower({ db, logger: logger.child({ part: 'follower' }), sources: clients.length, openReader, ...settings, onFatal })
}

function startMatcher({ env, logger, onFatal }: Setting, db: Db): Promise<Engine> {
  const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: env.RPC_TIMEOUT_MS })
  const readRates = async () => {
    const feeBps = await client.readContract({ address: env.DIRECTORY_ADDRESS, abi: directoryAbi, functionName: 'feeBps' })
    return { feeBps: bps(BigInt(feeBps)), relayFee: pTokenUnits(env.RELAY_FEE) }
  }
  const own = logger.child({ part: 'matcher' })
  const take = (point: bigint, signal: AbortSignal) => snapshotBeside({ url: env.MATCHER_DATABASE_URL, point, signal })
  const snapshots = { rows: env.SNAPSHOT_ROWS, take }
  const settleTerms = {
    relayFee: pTokenUnits(env.RELAY_FEE),
    leastLeaseValue: pTokenUnits(env.LEAST_LEASE_VALUE),
    smallLeaseFee: pTokenUnits(env.SMALL_LEASE_FEE),
  }
  const settings = { db, logger: own, readRates, maxUnsettled: env.MAX_UNSETTLED, settleTerms, snapshots, onFatal }
  const holdLead = (lock: Omit<LockArgs, 'url' | 'silentAfterMs'>) =>
    holdLock({ url: env.MATCHER_DATABASE_URL, silentAfterMs: SILENT_AFTER_MS, ...lock })
  const run = async () => {
    const options = { ...settings, ...(await openMatcherClock({ clock: wallClock, db, client, logger: own })) }
    return env.STANDBY === 'on' ? runStandby({ ...options, holdLead }) : runMatcher(options)
  }
  return untilBack({ run, logger: own })
}
