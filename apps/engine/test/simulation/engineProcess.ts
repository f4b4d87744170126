import { directoryAbi, readAddresses } from '@infinitio/chain'
import type { Signer } from '@infinitio/chain/node'
import type { HeldLock } from '@infinitio/db'
import { type Address, bps, pTokenUnits } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import type { Hex } from 'viem'
import type { Random } from '../../../../packages/matching/test/randomOf.ts'
import { chainReader } from '../../src/follower/chainReader.ts'
import { runFollower } from '../../src/follower/runFollower.ts'
import { runMatcher } from '../../src/matcher/runMatcher.ts'
import { runWorker } from '../../src/worker/runWorker.ts'
import type { SenderLimits } from '../../src/worker/sender.ts'
import type { ModelChain } from './model/modelChain.ts'
import { modelAddresses } from './openingMarket.ts'
import type { Life, Scheduler } from './scheduler.ts'
import { simulatedClient } from './simulatedClient.ts'
import { type DatabaseState, simulatedDb } from './simulatedDb.ts'
import type { SimulatedDatabase } from './simulatedDatabase.ts'
import { noSnapshots } from '../noSnapshots.ts'

/** The name of one part of the engine. A process may run one or several parts. */
export type Room = 'follower' | 'matcher' | 'worker'

/** The state and the settings that all processes of one run share. */
export type World = {
  scheduler: Scheduler
  random: Random
  chain: ModelChain
  database: SimulatedDatabase
  databaseState: DatabaseState
  /** The owners of advisory locks and claims, by name. */
  locks: Map<string, LockHolder>
  signers: readonly Signer[]
  logger: Logger
  finalityBlocks: bigint
  /** The highest block that was ever final. */
  finality: { number: bigint }
  relayFee: bigint
  /** How long the chain must report a lower newest block before the follower accepts it, in ms. */
  lowerHeadMs: number
  stuckAfterMs: number
}

/** A database connection that holds locks. */
type LockHolder = { life: Life; onLost: (error: Error) => void; isOver: boolean }

/** A process that runs some parts of the engine until it is killed. */
export type EngineProcess = { rooms: readonly Room[]; life: Life; startedAtMs: number }

/**
 * Starts the product's real code for these parts as one simulated process. On a fatal error, the run records the error and the process ends, as a real one
 * does.
 */
export function startEngineProcess(world: World, { name, rooms }: { name: string; rooms: readonly Room[] }): EngineProcess {
  const life: Life = { name, alive: true, atDeath: new Set() }
  for (const room of rooms) startRoom(world, life, room)
  return { rooms, life, startedAtMs: world.scheduler.nowMs() }
}

function startRoom(world: World, life: Life, room: Room): void {
  const { scheduler, databaseState, database, logger } = world
  const db = simulatedDb({ real: database.as(`infinitio_${room}`), room, life, scheduler, databaseState })
  const client = simulatedClient({ ...world, room, life })
  const clock = { nowMs: scheduler.nowMs, wait: (ms: number) => scheduler.wait(life, ms) }
  const onFatal = (error: unknown) => giveUp(world, life, { room, error })
  const common = { db, logger, ...clock, onFatal }
  const addresses = () => readAddresses(client, modelAddresses.directory as Address)
  const start = async (): Promise<unknown> => {
    switch (room) {
      case 'follower': {
        const openReader = async () => chainReader({ client, addresses: await addresses() })
        const { finalityBlocks, lowerHeadMs } = world
        return runFollower({ ...common, sources: 2, openReader, finalityBlocks, startBlock: 0n, lowerHeadMs })
      }
      case 'matcher':
        // This matcher takes no snapshots. Separate threads would take them, and the seed of a run could not decide the order in which threads run.
        return runMatcher({ ...common, readRates: () => readRates(world, client), maxUnsettled: 200, snapshots: noSnapshots })
      case 'worker':
        for (const signer of world.signers) {
          const own = { client, signer, isDevelopmentKey: true, limits: limitsOf(world), sweepEveryMs: 15_000, readAddresses: addresses }
          runWorker({ ...common, ...own, holdLock: (lock) => holdLock(world, life, lock) })
        }
        return
    }
  }
  // If a start fails because a service is unavailable, the process ends. The run then starts it again.
  start().catch(onFatal)
}

async function readRates({ relayFee }: World, client: ReturnType<typeof simulatedClient>) {
  const feeBps = await client.readContract({ address: modelAddresses.directory as Hex, abi: directoryAbi, functionName: 'feeBps' })
  return { feeBps: bps(BigInt(feeBps)), relayFee: pTokenUnits(relayFee) }
}

/** Kills the process when the scheduler lets it run the next time. Until then, its other parts continue to run. */
function giveUp({ scheduler }: World, life: Life, { room, error }: { room: Room; error: unknown }): void {
  const said = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error)
  const perform = () => scheduler.kill(life)
  void scheduler.park(life, { label: `${room} gives up: ${said}`, fates: [], perform })
}

function limitsOf({ stuckAfterMs, relayFee }: World): SenderLimits {
  const settleTerms = { relayFee: pTokenUnits(relayFee), leastLeaseValue: pTokenUnits(0n), smallLeaseFee: pTokenUnits(0n) }
  const keys = { isRetiring: false, isLeaseLane: false, isShareLane: false, settleTerms }
  return { maxFeePerGas: 500n * 10n ** 9n, stuckAfterMs, maxInFlight: 16, lowGasTransactions: 50n, ...keys }
}

/** Returns a connection that waits for a lock and then holds it until its process dies, releases it, or the database drops the connection. */
function holdLock(world: World, life: Life, { name, onLost }: { name: string; onLost: (error: Error) => void }): Promise<HeldLock> {
  const { scheduler, locks } = world
  const holder: LockHolder = { life, onLost, isOver: false }
  const end = async (): Promise<void> => letGo(world, holder)
  const ask = <Result>(label: string, run: () => Result): Promise<Result> =>
    scheduler.park(life, {
      label,
      fates: ['fails', 'dies before', 'dies after'],
      perform: async (fate) => {
        if (fate === 'fails') loseLock(world, holder)
        if (holder.isOver) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' })
        return run()
      },
    })
  return scheduler.park(life, {
    label: `takes the lock ${name}`,
    fates: ['dies after'],
    mayRun: () => !locks.has(name),
    perform: async () => {
      locks.set(name, holder)
      life.atDeath.add(end)
      return {
        release: end,
        tryClaim: (names) =>
          ask(`claims ${names.join()}`, () => {
            const taken = names.filter((one) => !locks.has(`claim/${one}`))
            for (const one of taken) locks.set(`claim/${one}`, holder)
            return taken
          }),
        releaseClaims: (names) =>
          ask(`releases ${names.join()}`, () => {
            for (const one of names) if (locks.get(`claim/${one}`) === holder) locks.delete(`claim/${one}`)
          }),
      }
    },
  })
}

function letGo({ locks }: World, holder: LockHolder): void {
  holder.isOver = true
  for (const [name, one] of locks) if (one === holder) locks.delete(name)
}

/**
 * Simulates that the database drops a connection and its locks. The process notices this only when the scheduler runs it the next time, and continues to work
 * until then.
 */
function loseLock(world: World, holder: LockHolder): void {
  letGo(world, holder)
  const perform = async () => holder.onLost(new Error('the connection that held the lock ended'))
  void world.scheduler.park(holder.life, { label: 'hears that its lock is lost', fates: [], perform })
}

/** Simulates a process that does not respond for some time: all its locks were released, but it does not know that yet. */
export function loseLocks(world: World, life: Life): void {
  for (const holder of new Set(world.locks.values())) if (holder.life === life && !holder.isOver) loseLock(world, holder)
}
