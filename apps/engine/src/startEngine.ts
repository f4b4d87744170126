import { directoryAbi, readAddresses } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { type Db, holdLock, openDb } from '@infinitio/db'
import { address, bps, pTokenUnits } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { privateKeyToAddress } from 'viem/accounts'
import type { EngineEnv } from './engineEnv.ts'
import { chainReader } from './follower/chainReader.ts'
import { runFollower } from './follower/runFollower.ts'
import { wallClock } from './loop/clock.ts'
import { untilBack } from './loop/untilBack.ts'
import { runMatcher } from './matcher/runMatcher.ts'
import { readKeyFile } from './readKeyFile.ts'
import { runWorker, type WorkerOptions } from './worker/runWorker.ts'

/** Rooms of the engine under way. */
export interface Engine {
  stop(): Promise<void>
}

const RPC_TIMEOUT_MS = 5_000

type Setting = { env: EngineEnv; logger: Logger; onFatal: (error: unknown) => void }

/**
 * Starts the rooms that ROLE names. The three share nothing but the database. `onFatal` must end the process. Waits for the
 * database, and the matcher of an empty journal also for the chain, once a second.
 */
export async function startEngine(setting: Setting): Promise<Engine> {
  const { ROLE: role } = setting.env
  const rooms: Engine[] = []
  const pools: Db[] = []
  const open = (url: string, room: string): Db => {
    const db = openDb({ url, max: 4, onError: (error) => setting.logger.warn({ err: error, room }, 'idle database connection lost') })
    pools.push(db)
    return db
  }
  if (role === 'all' || role === 'follower') rooms.push(await startFollower(setting, open(setting.env.FOLLOWER_DATABASE_URL, 'follower')))
  if (role === 'all' || role === 'matcher') rooms.push(await startMatcher(setting, open(setting.env.MATCHER_DATABASE_URL, 'matcher')))
  if (role === 'all' || role === 'worker') rooms.push(await startWorker(setting, open(setting.env.WORKER_DATABASE_URL, 'worker')))
  return {
    async stop() {
      await Promise.all(rooms.map((room) => room.stop()))
      await Promise.all(pools.map((pool) => pool.close()))
    },
  }
}

function startFollower({ env, logger, onFatal }: Setting, db: Db): Promise<Engine> {
  const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: RPC_TIMEOUT_MS })
  const openReader = async () => chainReader({ client, addresses: await readAddresses(client, env.DIRECTORY_ADDRESS) })
  const settings = { finalityBlocks: env.FINALITY_BLOCKS, startBlock: env.START_BLOCK, ...wallClock }
  return runFollower({ db, logger: logger.child({ part: 'follower' }), openReader, ...settings, onFatal })
}

function startMatcher({ env, logger, onFatal }: Setting, db: Db): Promise<Engine> {
  const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: RPC_TIMEOUT_MS })
  const readRates = async () => {
    const feeBps = await client.readContract({ address: env.DIRECTORY_ADDRESS, abi: directoryAbi, functionName: 'feeBps' })
    return { feeBps: bps(BigInt(feeBps)), relayFee: pTokenUnits(env.RELAY_FEE) }
  }
  const own = logger.child({ part: 'matcher' })
  const start = () => runMatcher({ db, logger: own, readRates, ...wallClock, maxUnsettled: env.MAX_UNSETTLED, onFatal })
  return untilBack({ run: start, logger: own })
}

function startWorker({ env, logger, onFatal }: Setting, db: Db): Promise<Engine> {
  const client = createChainClient({ rpcUrl: env.RPC_URL, timeoutMs: RPC_TIMEOUT_MS })
  const privateKey = readKeyFile(env.SENDER_KEY_FILE)
  const own = logger.child({ part: 'worker' })
  const key = { privateKey, address: address(privateKeyToAddress(privateKey).toLowerCase()) }
  const addresses = () => readAddresses(client, env.DIRECTORY_ADDRESS)
  const hold: WorkerOptions['holdLock'] = (lock) => holdLock({ url: env.WORKER_DATABASE_URL, ...lock })
  const start = () => runWorker({ db, client, logger: own, ...key, ...wallClock, holdLock: hold, readAddresses: addresses, onFatal })
  return untilBack({ run: start, logger: own })
}
