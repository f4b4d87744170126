import type { Address, Hex32 } from '@infinitio/domain'
import type { Logger } from '@infinitio/process'
import { InfinitioError } from '@infinitio/sdk'
import { acceptTaskCall, outputHash, releaseTaskCall, sealOutputs, takeRunCall, type TaskPool } from '@infinitio/sdk/pool'
import {
  AdapterError,
  answerSeconds,
  chunksOfRun,
  type DrawBook,
  type Duty,
  dutiesOf,
  openEnds,
  type PoolBatchView,
  type SeenPool,
  workSeconds,
} from '@infinitio/tasks'
import { answerCall, commitCall, endCall, type OutputHashes, revealCall, showCall, workOf } from './dutyCalls.ts'
import type { LostVerdict } from './createAppeals.ts'
import type { FailedRuns } from './failedRuns.ts'
import { withoutFile } from './fileChecks.ts'
import type { PoolSender } from './poolSender.ts'
import { KeyMissing, type TaskKeys } from './taskKeys.ts'
import type { OwnTaskNode, TaskProvider } from './taskProviders.ts'
import { Stopped, type TaskRunner } from './taskRunner.ts'
import type { SaltMaker } from './saltMaker.ts'

/** The services and settings with which the providers of this agent calculate and check tasks of the task pool. */
export type TakingParts = {
  readonly pool: TaskPool
  readonly sender: PoolSender
  readonly runner: TaskRunner
  /** Keys of private jobs that machines of this agent were given. */
  readonly keys: TaskKeys
  /** Submitters whose tasks could not be checked here. */
  readonly failedRuns: FailedRuns
  readonly draws: DrawBook
  readonly adapters: ReadonlySet<Hex32>
  readonly saltsOf: (node: OwnTaskNode) => Promise<SaltMaker>
  /**
   * Stores encrypted outputs once and returns the store's receipt. Rejects if the store does not accept them, and then waits before it asks the store again.
   */
  readonly store: (
    place: { readonly taskId: Hex32; readonly commitment: Hex32 },
    sealed: () => Promise<Uint8Array<ArrayBuffer>>,
  ) => Promise<`0x${string}`>
  readonly isFree: (nodeId: Hex32) => boolean
  /** Returns the longest time of a task that a machine should take now, in seconds. */
  readonly longestTask: (nodeId: Hex32) => number
  /** Returns the adapters of which this agent takes no further tasks and checks now, because a lease needs the processor cores that they use. */
  readonly pausedAdapters: () => ReadonlySet<Hex32>
  /** True if rented machines check tasks of other providers, on a processor core that their leases do not get. */
  readonly checksBesideLeases: boolean
  /** Returns the output that a provider reveals to the pool. It equals the calculated output, except for simulated providers that cheat on purpose. */
  readonly shown: (provider: Address, output: Uint8Array) => Uint8Array
  /** Decides with `createAppeals` whether a provider of this agent appeals against the verdict that its result was wrong, and appeals if so. */
  readonly appeal: (lost: LostVerdict) => Promise<void>
  readonly logger: Logger
}

/** Maximum number of calculations of this process that run or wait. */
const mostWaiting = 6
/** A worker stops calculating this many seconds before the deadline of its commitment, so that time remains to store the result and send the call. */
const keptSeconds = 20
/** If several providers may send the same call, each waits for a random time first. This is the longest such wait, in milliseconds. */
const spreadMs = 700

/**
 * Reads the state of the task pool once. Then calculates results and sends the calls that are due for each provider. Also sends calls that end a stage of any
 * task after its deadline. Returns true while there is a task that is not over. Rejects if the chain does not answer.
 */
export async function takeTasks(parts: TakingParts, providers: readonly TaskProvider[]): Promise<boolean> {
  const seen = await parts.pool.reader.read()
  const isOver = (taskId: Hex32) => ['accepted', 'decided', 'refunded', undefined].includes(seen.view.tasks.get(taskId)?.state)
  parts.runner.forgetWhere((name) => isOver(name.split(' ')[0] as Hex32))
  const liveBatches = new Set(seen.view.live.map(({ batchId }) => batchId))
  await parts.runner.forgetOpened((batchId) => !liveBatches.has(batchId))
  const isReady = parts.runner.held.holdOnly(batchesOf(providers, seen))
  for (const provider of providers) await takeFor(parts, provider, { seen, isReady })
  const account = providers[0]?.nodes[0]?.account
  const isBusy = seen.view.live.length > 0 || parts.runner.waiting() > 0
  if (account === undefined) return isBusy
  for (const end of openEnds(seen.view, seen.head)) {
    const name = `${end.kind} ${'task' in end ? end.task.taskId : 'batch' in end ? end.batch.batchId : end.provider} ${'place' in end ? end.place : ''}`
    parts.sender.send(name, { account, call: endCall(end, parts.pool.domain.pool), waitMs: spread() })
  }
  return isBusy
}

/** Returns the batches in which one of these providers works on a task that is not over, or checks one. */
function batchesOf(providers: readonly TaskProvider[], { view }: SeenPool): PoolBatchView[] {
  const own = new Set(providers.map(({ provider }) => provider))
  return view.live.filter(({ live }) =>
    [...live.values()].some(
      ({ worker, runs }) => (worker !== null && own.has(worker)) || [...runs.values()].some(({ account }) => account !== null && own.has(account)),
    ),
  )
}

/** `isReady` is false while the agent does not know yet which files its accepted tasks need. It then accepts no other task. */
type Looking = { readonly seen: SeenPool; readonly isReady: boolean }

async function takeFor(parts: TakingParts, { provider, nodes }: TaskProvider, { seen, isReady }: Looking): Promise<void> {
  const free = nodes.filter(({ nodeId }) => parts.isFree(nodeId))
  const live = seen.view.live.flatMap((batch) => [...batch.live.values()].map((task) => ({ batch, task })))
  for (const own of live) if (own.task.worker === provider) parts.keys.pass(own)
  const busy = live.map(({ task }) => task).filter(({ worker, state }) => worker === provider && state === 'assigned').length
  const room = Math.max(0, Math.min(free.length, 1) - busy)
  const checkers = parts.checksBesideLeases ? nodes : free
  const isFull = parts.runner.waiting() >= mostWaiting
  const paused = parts.pausedAdapters()
  const adapters = new Set([...parts.adapters].filter((digest) => !paused.has(digest)))
  for (const duty of dutiesOf({ provider, nodes: free, checkers, adapters, room: isFull ? 0 : room }, seen, parts.draws)) {
    // A task that cannot be stored or sent must not delay the others, because a late call about any task costs a stake.
    if (!isReady && (duty.kind === 'accept' || duty.kind === 'take run')) continue
    await act(parts, { provider, nodes, duty, seen }).catch((error: unknown) =>
      parts.logger.warn({ err: error, duty: duty.kind }, 'the agent tries a step of a task again'),
    )
  }
}

type Acting<D extends Duty = Duty> = { readonly provider: Address; readonly nodes: readonly OwnTaskNode[]; readonly duty: D; readonly seen: SeenPool }
type CalculatedDuty = Exclude<Duty, { kind: 'accept' | 'take run' }>
type DutyOf<Kind extends Duty['kind']> = Kind extends unknown ? Extract<Duty, { kind: Kind }> : never

async function act(parts: TakingParts, acting: Acting): Promise<void> {
  const { duty } = acting
  switch (duty.kind) {
    case 'accept':
      return accept(parts, { ...acting, duty })
    case 'work':
      return await work(parts, { ...acting, duty })
    case 'reveal':
      return await reveal(parts, { ...acting, duty })
    case 'take run':
      return takeRun(parts, { ...acting, duty })
    case 'answer':
    case 'show':
      return await run(parts, { ...acting, duty })
    case 'appeal':
      return await appeal(parts, { ...acting, duty })
  }
}

function accept({ sender, runner, keys, pool, longestTask }: TakingParts, { provider, nodes, duty }: Acting<DutyOf<'accept'>>): void {
  const node = nodes.find(({ nodeId }) => nodeId === duty.node.nodeId)
  if (node === undefined) return
  if (Number(duty.batch.batch.runSeconds) > longestTask(node.nodeId)) return
  if (runner.judge(duty.batch) !== 'takes' || keys.isAvoided(duty.batch)) return
  if (!runner.held.hold(duty.batch)) return
  const call = acceptTaskCall({ pool: pool.domain.pool, batch: duty.batch.batch, index: duty.index, provider })
  sender.send(`accept ${duty.taskId} ${provider}`, { account: node.account, call, waitMs: spread() })
}

function takeRun({ sender, runner, keys, failedRuns, pool }: TakingParts, { provider, nodes, duty }: Acting<DutyOf<'take run'>>): void {
  const node = nodes.find(({ nodeId }) => nodeId === duty.node.nodeId)
  if (node === undefined) return
  // A checker that cannot answer loses a part of its stake. So it reads the input first, and takes no check of a batch that it would not work on.
  if (runner.judge(duty.batch) !== 'takes' || keys.isAvoided(duty.batch) || failedRuns.isAvoided(duty.batch.batch.submitter)) return
  if (!runner.held.hold(duty.batch)) return
  const call = takeRunCall({ pool: pool.domain.pool, batch: duty.batch.batch, index: duty.task.index, place: duty.place, provider })
  sender.send(`take ${duty.task.taskId} ${duty.place} ${provider}`, { account: node.account, call, waitMs: spread() })
}

/**
 * Calculates, stores and commits the result of a task that the provider has accepted. Returns the task to the pool with a reason if the adapter (program for
 * this kind of task) reports that the task cannot be done, or if the key of a private job does not arrive. Returns it without a reason if the machine is rented
 * before the task is done.
 */
async function work(parts: TakingParts, acting: Acting<DutyOf<'work'>>): Promise<void> {
  const { duty, provider } = acting
  const { task } = duty
  const node = ownNode(acting)
  if (node === null) return
  const outputs = await calculated(parts, acting)
  if (outputs === null && !parts.isFree(node.nodeId)) parts.runner.end(runName(acting))
  if (outputs === null) return
  if (outputs instanceof Error) return giveUp(parts, { acting, node, reason: outputs })
  const salt = (await parts.saltsOf(node))(`${task.taskId} ${task.tries}`)
  const list = [...outputs].toSorted(([one], [other]) => one - other).map(([, output]) => output)
  const { commitment } = workOf(duty, list.map(outputHash), { domain: parts.pool.domain, provider, salt })
  const receipt = await parts.store({ taskId: task.taskId, commitment }, () => sealOutputs(list, salt)).catch(tooLargeOrThrown)
  if (receipt instanceof AdapterError) return giveUp(parts, { acting, node, reason: receipt })
  const call = commitCall(duty, { domain: parts.pool.domain, commitment, receipt })
  parts.sender.send(`commit ${task.taskId} ${task.tries}`, { account: node.account, call, waitMs: 0 })
}

type GivingUp = { readonly acting: Acting<DutyOf<'work'>>; readonly node: OwnTaskNode; readonly reason: AdapterError | KeyMissing | Stopped }

function giveUp({ pool, sender, logger }: TakingParts, { acting: { duty }, node, reason }: GivingUp): void {
  const { batch, task } = duty
  const code = reason instanceof Stopped ? 0 : reason.code
  const call = releaseTaskCall({ pool: pool.domain.pool, batch: batch.batch, index: task.index, code })
  if (sender.send(`release ${task.taskId} ${task.tries}`, { account: node.account, call, waitMs: 0 }))
    logger.info({ task: task.taskId, code, reason: reason.message }, 'the agent gave up a task')
}

/** Returns an AdapterError if the store never accepts a result of this size. Otherwise throws the error again, because a later attempt may succeed. */
function tooLargeOrThrown(error: unknown): AdapterError {
  if (error instanceof InfinitioError && error.code === 'task.result_too_large')
    return new AdapterError('outputTooLarge', 'The market does not store a result of this size.')
  throw error
}

async function reveal(parts: TakingParts, acting: Acting<DutyOf<'reveal'>>): Promise<void> {
  const node = ownNode(acting)
  const outputs = await calculated(parts, acting)
  if (!(outputs instanceof Map) || node === null) return
  const { task } = acting.duty
  const salt = (await parts.saltsOf(node))(`${task.taskId} ${task.tries}`)
  const call = revealCall(acting.duty, hashesOf(outputs), { domain: parts.pool.domain, provider: acting.provider, salt })
  parts.sender.send(`reveal ${task.taskId}`, { account: node.account, call, waitMs: 0 })
}

/**
 * Carries out one checking run, a second calculation of another provider's task. Calculates only the sampled chunks (parts of the task) and commits to the
 * result. Reveals this result after the worker has revealed its own.
 */
async function run(parts: TakingParts, acting: Acting<DutyOf<'answer' | 'show'>>): Promise<void> {
  const { duty, provider, nodes, seen } = acting
  const node = nodes.find(({ nodeId }) => nodeId === duty.task.runs.get(duty.place)?.nodeId) ?? nodes[0]
  const outputs = await calculated(parts, acting)
  if (outputs instanceof AdapterError || outputs instanceof KeyMissing) parts.failedRuns.note({ batch: duty.batch, run: runName(acting) })
  if (!(outputs instanceof Map) || node === undefined) return
  const salt = (await parts.saltsOf(node))(`${duty.task.taskId} ${duty.place} run`)
  const party = { domain: parts.pool.domain, provider, salt }
  if (duty.kind === 'answer') {
    if (seen.head.block + 1 < duty.answerFrom) return
    parts.sender.send(`answer ${duty.task.taskId} ${duty.place}`, {
      account: node.account,
      call: answerCall(duty, hashesOf(outputs), party),
      waitMs: 0,
    })
    return
  }
  const call = showCall(duty, hashesOf(outputs), party)
  if (call !== null) parts.sender.send(`show ${duty.task.taskId} ${duty.place}`, { account: node.account, call, waitMs: 0 })
}

/**
 * A verdict rejected this provider's result. Calculates the result again and passes it to `parts.appeal`. If the provider cheated or its machine was faulty,
 * the new result differs from the revealed one, and no appeal follows.
 */
async function appeal(parts: TakingParts, acting: Acting<DutyOf<'appeal'>>): Promise<void> {
  const { duty, nodes, provider } = acting
  const nodeId = duty.place === null ? duty.task.nodeId : duty.task.runs.get(duty.place)?.nodeId
  const node = nodes.find((one) => one.nodeId === nodeId) ?? nodes[0]
  if (node === undefined) return
  const outputs = await calculated(parts, acting)
  if (outputs instanceof Map) await parts.appeal({ duty, provider, account: node.account, outputs: hashesOf(outputs) })
}

/**
 * Returns the outputs for a duty (a calculation that a provider owes the pool), in the form in which the provider reveals them. Returns null while they are
 * being calculated. Returns an error if the task cannot be calculated or was stopped. After any other failure, starts the calculation again.
 */
async function calculated(
  parts: TakingParts,
  { duty, provider }: Acting<CalculatedDuty>,
): Promise<Map<number, Uint8Array> | AdapterError | KeyMissing | Stopped | null> {
  const { batch, task } = duty
  const step = parts.keys.of({ batch, task })
  if (step === 'waiting') return null
  if (step === 'missing') return new KeyMissing()
  const place = 'place' in duty ? duty.place : null
  const isWork = place === null
  const chunks = isWork
    ? Array.from({ length: batch.batch.chunks }, (_, chunk) => chunk)
    : [...new Set([...chunksOfRun({ batch, task, place }), ...('fresh' in duty ? duty.fresh : [])])]
  const name = runName({ duty, provider })
  const allowed = isWork ? workSeconds(batch) : answerSeconds({ batch, task, place })
  const limitSeconds = Math.max(1, allowed - keptSeconds)
  // A worker can give a task up at a small cost. A checker cannot, so it uses its whole time.
  const givesUp = duty.kind === 'work'
  const ran = parts.runner.start(name, { batch, index: task.index, chunks, limitSeconds, givesUp, step: step === 'none' ? null : step })
  if (!ran.isOver) return null
  const failure = withoutFile(ran.failure)
  if (failure instanceof AdapterError || failure instanceof Stopped) return failure
  if (ran.failure !== null) {
    parts.logger.warn({ err: ran.failure, task: task.taskId }, 'a task could not be calculated, and the agent tries again')
    parts.runner.forgetWhere((known) => known === name)
    return null
  }
  const outputs = await ran.outputs
  return new Map([...outputs].map(([chunk, output]) => [chunk, isWork && duty.kind !== 'appeal' ? parts.shown(provider, output) : output]))
}

/** Returns the name of the calculation that a duty needs. Committing to a result and later revealing it use one calculation; an appeal needs a new one. */
function runName({ duty, provider }: Pick<Acting<CalculatedDuty>, 'duty' | 'provider'>): string {
  const { taskId, tries } = duty.task
  if (duty.kind === 'appeal') return `${taskId} appeal ${provider}`
  return 'place' in duty ? `${taskId} ${duty.place} ${provider}` : `${taskId} try ${tries} ${provider}`
}

/** Returns the machine that accepted the task, because this machine must sign for it. Null if this agent does not have that machine. */
function ownNode({ duty, nodes }: Acting<DutyOf<'work' | 'reveal'>>): OwnTaskNode | null {
  return nodes.find(({ nodeId }) => nodeId === duty.task.nodeId) ?? null
}

function hashesOf(outputs: ReadonlyMap<number, Uint8Array>): OutputHashes {
  return new Map([...outputs].map(([chunk, output]) => [chunk, outputHash(output)]))
}

function spread(): number {
  return Math.random() * spreadMs
}
