import { createLogger } from '@infinitio/process'
import { randomOf } from '../../../../packages/matching/test/randomOf.ts'
import { expectAbandonedForGood, expectRowsConserved } from './brokenPromises.ts'
import { type EngineProcess, type Room, startEngineProcess, type World } from './engineProcess.ts'
import { type ModelBlock, ModelChain } from './model/modelChain.ts'
import { type Guest, modelAddresses, namedAddress, openingMarket } from './openingMarket.ts'
import type { Signed } from './scene.ts'
import { type Faults, Scheduler } from './scheduler.ts'
import type { DatabaseState } from './simulatedDb.ts'
import type { SimulatedDatabase } from './simulatedDatabase.ts'
import { signingKey } from './signingKey.ts'
import { toySigner } from './toySignature.ts'
import { createTrace, type Trace } from './trace.ts'

/** One run of the simulated engine on the model chain, with what has happened in the run so far. */
export type Run = World & {
  trace: Trace
  signed: Signed
  layout: readonly (readonly Room[])[]
  processes: EngineProcess[]
  faults: Faults
  blocksByHash: Map<string, ModelBlock>
  /** The hashes of each block's successful transactions, including those of all its ancestors, by block hash. */
  branches: Map<string, readonly string[]>
  /**
   * True once the chain has dropped a block that was final. Then an abandoned match may settle after all, so the run no longer checks that abandoned matches
   * never settle.
   */
  hasBrokenFinality: boolean
  wakeApi: (channels: readonly string[]) => void
}

const START_MS = Date.UTC(2026, 5, 1)

/**
 * The options of a run: the seed, the database, and `guests`, which are further owners of PToken. Set `isLong` for a run with many rows, which fill whole pages
 * of the database.
 */
export type RunAsked = { seed: number; database: SimulatedDatabase; keepsTrace: boolean; guests?: readonly Guest[]; isLong?: boolean }

/** Creates a new market from a seed. The engine's processes are not started yet. */
export async function beginRun({ seed, database, keepsTrace, guests = [], isLong = false }: RunAsked): Promise<Run> {
  const random = randomOf(seed)
  const trace = createTrace({ keepsAll: keepsTrace })
  await database.reset({ isThorough: isLong })
  await database.setClock(START_MS)
  const signers = ['sender one', 'sender two'].slice(0, random.pick([1, 2])).map((name) => signingKey(namedAddress(name)))
  const scheduler = new Scheduler({ random, trace, startMs: START_MS })
  const opening = openingMarket({ engines: signers.map(({ address }) => address), feeBps: 25, guests })
  const place = { timestamp: START_MS / 1_000, addresses: modelAddresses, chainId: 31_337, recover: toySigner }
  const chain = new ModelChain({ ...opening, ...place })
  const first = chain.head()
  const databaseState: DatabaseState = { openTransaction: null, listeners: new Set(), onCommit: async () => {} }
  const layout: readonly (readonly Room[])[] = random.chance(0.5) ? [['follower', 'matcher', 'worker']] : [['follower'], ['matcher'], ['worker']]
  const run: Run = {
    ...{ random, trace, scheduler, chain, database, databaseState, layout, signers },
    ...{ locks: new Map(), logger: createLogger({ room: 'engine' }), processes: [], hasBrokenFinality: false },
    ...{ finalityBlocks: random.pick([1n, 2n, 4n]), relayFee: random.pick([0n, 10n ** 15n]) },
    ...{ lowerHeadMs: random.pick([2_000, 60_000]), stuckAfterMs: random.pick([3_000, 30_000]) },
    finality: { number: 0n },
    signed: { asks: [], bids: [], holds: [], counts: { nonce: 0 } },
    faults: {},
    blocksByHash: new Map([[first.hash, first]]),
    branches: new Map([[first.hash, []]]),
    wakeApi: (channels) => wakeListeners(databaseState, channels),
  }
  databaseState.onCommit = promisesAt(run)
  return run
}

/** Returns the checks that run after every commit. If the follower or the worker violated one of the product's guarantees, the run ends at once. */
function promisesAt(run: Run): DatabaseState['onCommit'] {
  const { database, scheduler, blocksByHash } = run
  const known = new Set<bigint>()
  return async ({ room, texts }) => {
    const db = database.as('infinitio_owner')
    try {
      if (room === 'follower') await expectRowsConserved(db, blocksByHash)
      const abandons = room === 'worker' && texts.some((text) => text.includes('worker_commands'))
      if (abandons && !run.hasBrokenFinality) await expectAbandonedForGood(db, run, known)
    } catch (error) {
      scheduler.report(error)
    }
  }
}

/** Starts the engine's processes of a run. */
export function startProcesses(run: Run): void {
  for (const rooms of run.layout) run.processes.push(startEngineProcess(run, { name: `${rooms.join('+')} 1`, rooms }))
}

/** Restarts the dead processes. */
export function restartDead(run: Run): void {
  for (const rooms of run.layout) if (!run.processes.some((one) => one.rooms === rooms && one.life.alive)) start(run, rooms)
}

/** Starts some parts of the engine as a new process, for the first time or again. */
export function start(run: Run, rooms: readonly Room[]): void {
  const life = run.processes.filter((one) => one.rooms === rooms).length + 1
  run.trace.note(`${rooms.join('+')} starts for the time ${life}`)
  run.processes.push(startEngineProcess(run, { name: `${rooms.join('+')} ${life}`, rooms }))
}

function wakeListeners(databaseState: DatabaseState, channels: readonly string[]): void {
  for (const { channels: heard, onWake } of databaseState.listeners) for (const channel of heard) if (channels.includes(channel)) onWake(channel)
}
