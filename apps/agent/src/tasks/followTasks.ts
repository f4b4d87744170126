import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Address, address, type Hex32, hex32, type Keccak } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { followBlocks, openOwnSender, openTaskPool, type OwnSender, type TaskPool } from '@infinitio/sdk/pool'
import { createDrawBook } from '@infinitio/tasks'
import { createKeccak } from 'hash-wasm'
import { algorithmAdapter, isAlgorithmInstalled } from '@infinitio/adapter-algorithm'
import { customAdapter } from '@infinitio/adapter-custom'
import { dataAdapter, isDataInstalled } from '@infinitio/adapter-data'
import { inferenceAdapter } from '@infinitio/adapter-inference'
import { optimiseAdapter } from '@infinitio/adapter-optimise'
import { type Blender, findBlender, renderAdapter } from '@infinitio/adapter-render'
import type { MarketSession, SigningNode } from '../market/marketSession.ts'
import { keptCores } from '../runtime/container/containerSettings.ts'
import type { AgentEnv } from '../settings/env.ts'
import { createAppeals } from './createAppeals.ts'
import { createFailedRuns } from './failedRuns.ts'
import { createLongestTask, type LongestTask } from './longestTask.ts'
import { followFingerprints } from './followFingerprints.ts'
import { createPoolSender } from './poolSender.ts'
import { createOpenedFiles } from './openedFiles.ts'
import { createTaskFiles } from './taskFiles.ts'
import { createTaskKeys, type KeyParts } from './taskKeys.ts'
import { patientFetch } from './patientFetch.ts'
import { createResultStore } from './resultStore.ts'
import { readTaskProviders, type TaskProvider } from './taskProviders.ts'
import { createTaskRunner } from './taskRunner.ts'
import { saltMaker, type SaltMaker } from './saltMaker.ts'
import { takeTasks, type TakingParts } from './takeTasks.ts'
import type { AnyAdapter } from './taskInputs.ts'

/** The machines that this agent serves, and the services with which they get tasks from the task pool (a contract that distributes calculations). */
export type TaskMachines = {
  readonly env: Pick<
    AgentEnv,
    'RPC_URL' | 'AGENT_FLEET' | 'AUDIT_CORES' | 'AGENT_DATA_DIR' | 'TASK_CHEATS' | 'MODEL_SERVER' | 'MODEL_REQUESTS' | 'BLENDER'
  >
  readonly market: MarketSession
  readonly nodes: readonly SigningNode[]
  /** Returns true while a machine has a lease, including a lease that is being prepared. */
  readonly isRented: (nodeId: string) => boolean
  /** Returns the key pair with which a machine of this agent decrypts; null for another machine. */
  readonly boxOf: KeyParts['boxOf']
  /** Returns the public encryption key of any machine, from the chain. */
  readonly boxKeyOf: (nodeId: string) => Promise<string | null>
  /** Called with the fingerprints of this machine's Blender and models, which the market counts for those who submit jobs. */
  readonly noteFingerprints: (fingerprints: readonly Hex32[]) => void
  readonly logger: Logger
}

const lookEveryMs = 500
/** Without tasks, the pool is read at each new block, and at this interval in case a message about a block was lost. */
const lookAtRestEveryMs = 5_000
const againAfterMs = 10_000
/**
 * Milliseconds after which the machines' facts on the chain are read again, such as class and tier (how far validators checked them). They seldom change, and
 * each machine costs a call. While a machine is not registered yet, they are read more often.
 */
const factsEveryMs = { all: 300_000, some: 60_000 } as const
const warnEveryMs = 86_400_000
/** A machine must have enough gas for this many calls to the task pool, in case the market cannot send them. */
const leastOwnCalls = 10
const mostFileBytes = 2 ** 31
const simulatedNiceness = 19

const hasher = await createKeccak(256)
/** Calculate hashes in WebAssembly, which is faster, because selecting the providers for a task takes many hashes. */
const fastKeccak: Keccak = (bytes) => hasher.init().update(bytes).digest('binary')

/**
 * Lets the machines of this agent that are not rented take tasks of the task pool and check tasks of other providers, until the returned function is called. A
 * market without a pool has no tasks. Logs failures and continues.
 */
export function followTasks(it: TaskMachines): () => void {
  const stopped = new AbortController()
  void start(it, stopped.signal)
  return () => stopped.abort()
}

async function start(it: TaskMachines, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const chain = await it.market.chain()
      const pool = await openTaskPool({ rpcUrl: it.env.RPC_URL, chain })
      if (pool === null) return
      return await follow(it, { pool, signal })
    } catch (error) {
      it.logger.warn({ err: error }, 'the agent cannot follow the task pool and tries again')
      await delay(againAfterMs)
    }
  }
}

async function follow(it: TaskMachines, { pool, signal }: { pool: TaskPool; signal: AbortSignal }): Promise<void> {
  let cheats: ReadonlySet<Address> = new Set()
  const own = openOwnSender({ rpcUrl: it.env.RPC_URL })
  const blender = await findBlender(it.env.BLENDER)
  if (typeof blender === 'string') it.logger.info({ reason: blender }, 'this agent takes no render tasks')
  const adapters = ownAdapters(it, blender)
  const longest = createLongestTask(it.env.AGENT_FLEET === 'simulated' ? () => false : it.isRented)
  const parts = partsOf(it, { pool, own, adapters, longest, cheats: () => cheats })
  const stopMeasuring = followFingerprints(adapters, { note: it.noteFingerprints, logger: it.logger })
  signal.addEventListener('abort', () => {
    stopMeasuring()
    parts.runner.stop()
  })
  let wake = new AbortController()
  const blocks = followBlocks({ rpcUrl: it.env.RPC_URL, onBlock: () => wake.abort(), signal })
  let providers: TaskProvider[] = []
  let factsAt = Number.NEGATIVE_INFINITY
  let warnedAt = Number.NEGATIVE_INFINITY
  let isAway = false
  while (!signal.aborted) {
    let isBusy = true
    wake = new AbortController()
    try {
      const isWhole = providers.reduce((sum, { nodes }) => sum + nodes.length, 0) === it.nodes.length
      if (performance.now() - factsAt > (isWhole ? factsEveryMs.all : factsEveryMs.some)) {
        providers = await readTaskProviders(it.nodes, { rpcUrl: it.env.RPC_URL, addresses: (await it.market.chain()).addresses })
        cheats = cheatsAmong(providers, it.env.TASK_CHEATS)
        factsAt = performance.now()
      }
      if (providers.length > 0 && it.env.AGENT_FLEET !== 'simulated' && performance.now() - warnedAt > warnEveryMs) {
        await warnOfLittleGas(providers, { own, logger: it.logger })
        warnedAt = performance.now()
      }
      longest.look(it.nodes.map(({ nodeId }) => nodeId))
      isBusy = await takeTasks(parts, providers)
      isAway = false
    } catch (error) {
      if (!isAway) it.logger.warn({ err: error }, 'the agent cannot read the task pool and tries again')
      isAway = true
    }
    // A new block, or the end of this agent, ends the wait at rest early.
    const ends = AbortSignal.any([wake.signal, signal])
    await (isBusy || !blocks.isOpen() ? delay(lookEveryMs) : delay(lookAtRestEveryMs, null, { signal: ends }).catch(() => {}))
  }
}

async function warnOfLittleGas(providers: readonly TaskProvider[], { own, logger }: { own: OwnSender; logger: Logger }): Promise<void> {
  for (const { account } of providers.flatMap(({ nodes }) => nodes)) {
    const calls = await own.callsLeft(address(account.address.toLowerCase()))
    if (calls < leastOwnCalls)
      logger.warn(
        { account: account.address, calls, leastOwnCalls },
        'this machine has few coins for network fees: if it takes tasks and the market cannot send its calls, it loses stakes; send coins to the account',
      )
  }
}

type OwnParts = {
  readonly pool: TaskPool
  readonly own: OwnSender
  readonly adapters: readonly AnyAdapter[]
  readonly longest: LongestTask
  readonly cheats: () => ReadonlySet<Address>
}

function partsOf(it: TaskMachines, { pool, own, adapters, longest, cheats }: OwnParts): TakingParts {
  const { env, market, logger, isRented } = it
  const render = adapters.find(({ name }) => name === 'render')
  const fetchFile = patientFetch((sha256) => market.call((client) => client.openArtefact(sha256)))
  const files = createTaskFiles({ folder: path.join(env.AGENT_DATA_DIR, 'tasks', 'files'), mostBytes: mostFileBytes, fetchFile })
  const salts = new Map<Hex32, Promise<SaltMaker>>()
  const sender = createPoolSender({ pool, own, relay: (signed) => market.call((client) => client.placePoolCalls([signed])), logger })
  const opened = createOpenedFiles(path.join(env.AGENT_DATA_DIR, 'tasks', 'opened'))
  const runner = createTaskRunner({ adapters, files, opened, logger, niceness: nicenessOf(env) })
  return {
    ...{ pool, sender, runner, keys: keysOf(it, runner), failedRuns: createFailedRuns() },
    appeal: createAppeals({ pool, sender, logger }),
    adapters: new Set(adapters.map(({ digest }) => digest)),
    draws: createDrawBook(fastKeccak),
    saltsOf(node) {
      const known = salts.get(node.nodeId) ?? saltMaker(node.account)
      salts.set(node.nodeId, known)
      return known
    },
    store: createResultStore((place, bytes) => market.call((client) => client.putTaskResult({ ...place, bytes }))),
    isFree: (nodeId) => !isRented(nodeId),
    longestTask: (nodeId) => longest.secondsOf(nodeId),
    // Blender uses all processor cores, and up to the memory that a job states. A lease on any machine of this agent would share them.
    pausedAdapters: () => new Set(render !== undefined && isAnyRented(it) ? [render.digest] : []),
    // Rented simulated machines can check tasks too, because their leases use no processor time.
    checksBesideLeases: env.AGENT_FLEET === 'simulated' || keptCores(env) > 0,
    shown: (provider, output) => (cheats().has(provider) ? wrong(output) : output),
    logger,
  }
}

function keysOf({ market, boxOf, boxKeyOf, logger }: TaskMachines, { inputOf }: TakingParts['runner']): TakingParts['keys'] {
  return createTaskKeys({
    ...{ inputOf, boxOf, logger },
    fetchBoxes: async (taskId) => (await market.call((client) => client.listTaskKeys(taskId))).items,
    async boxKeyOf(nodeId) {
      const boxKey = await boxKeyOf(nodeId)
      return boxKey === null ? null : hex32(boxKey)
    },
    passBox: async (given) => void (await market.call((client) => client.passTaskKey(given))),
  })
}

/**
 * Returns the simulated providers that reveal wrong results on purpose: the first ones in the order of their addresses. `part` is the fraction of this agent's
 * providers that cheat; the number is rounded.
 */
function cheatsAmong(providers: readonly TaskProvider[], part: number): ReadonlySet<Address> {
  const sorted = providers.map(({ provider }) => provider).toSorted()
  return new Set(sorted.slice(0, Math.round(part * sorted.length)))
}

/** Returns a wrong output of the same length, in which the last byte differs. */
function wrong(output: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(output)
  const last = copy.length - 1
  if (last >= 0) copy[last] = (copy[last] ?? 0) ^ 1
  return last >= 0 ? copy : new Uint8Array([1])
}

/**
 * Returns the adapters (programs for one kind of task) that this agent can use. Leaves out an adapter if its program or engine is not installed, such as Blender,
 * or if it needs a model server and the settings name none. An agent that took such a task would have to return it to the pool, which costs a part of the stake.
 */
function ownAdapters(it: TaskMachines, blender: Blender | string): readonly AnyAdapter[] {
  const { MODEL_SERVER: url, MODEL_REQUESTS: atOnce } = it.env
  const settings = { niceness: nicenessOf(it.env), mayRender: () => !isAnyRented(it) }
  return [
    ...(isDataInstalled() ? [dataAdapter] : []),
    ...(isAlgorithmInstalled() ? [algorithmAdapter, optimiseAdapter, customAdapter] : []),
    ...(url === undefined ? [] : [inferenceAdapter({ url, atOnce })]),
    ...(typeof blender === 'string' ? [] : [renderAdapter(blender, settings)]),
  ]
}

function nicenessOf({ AGENT_FLEET }: Pick<AgentEnv, 'AGENT_FLEET'>): number {
  return AGENT_FLEET === 'simulated' ? simulatedNiceness : 0
}

/** Returns true if a machine of this agent has a lease that uses its processor. Leases of simulated machines use none. */
function isAnyRented({ env, nodes, isRented }: TaskMachines): boolean {
  return env.AGENT_FLEET !== 'simulated' && nodes.some(({ nodeId }) => isRented(nodeId))
}
