import { readFile, rm } from 'node:fs/promises'
import type { Hex32 } from '@infinitio/domain'
import type { JobSummaryWire, JobWire } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import type { signPoolCall, TaskPool } from '@infinitio/sdk/pool'
import type { JobEffects, JobPrivacy, JobStore } from '../run/jobEffects.ts'
import { isJobOver } from '@infinitio/tasks'
import { oneAfterAnother } from '../run/oneAfterAnother.ts'
import { runJob } from '../run/runJob.ts'
import { apiJournal } from './apiJournal.ts'
import { artefactStore } from './artefactStore.ts'
import { fairTurns } from './fairTurns.ts'
import { keySender } from '../run/keySender.ts'
import { planTurns } from './planTurns.ts'
import { marketSession, type MarketSession } from './marketSession.ts'
import { type NotedEvent, rentFor, type Rented, type Renting, rentsMachines } from './renting.ts'
import { openRunFolders, type RunFolders } from './runFolders.ts'
import { privateJournal, privateStore, workOf } from './privateParts.ts'

/** An event that a scheduler reports about its work. */
export type SchedulerNews =
  | { readonly kind: 'begun' | 'left'; readonly jobId: string }
  | { readonly kind: 'progress'; readonly jobId: string; readonly text: string }
  | { readonly kind: 'stumbled'; readonly jobId: string | null; readonly error: unknown }

/**
 * The parts of a scheduler, a program that runs the jobs of other accounts: the market, the task pool, and the key that owners allow to pay from their balance
 * at the pool.
 */
export type Scheduler = {
  readonly client: Client
  readonly pool: TaskPool
  readonly signer: Parameters<Client['signIn']>[0]['signer'] & Parameters<typeof signPoolCall>[0]
  readonly limits: SchedulerLimits
  readonly onNews: (news: SchedulerNews) => void
  readonly delay: JobEffects['delay']
  /** The keys of private jobs that this program has, and the keys of machines from the chain. Without it, this program runs no private job. */
  readonly privacy?: { readonly keyOf: (jobId: string) => Hex32 | null; readonly boxKeyOf: JobPrivacy['boxKeyOf'] }
  /** The keys with which this program rents machines for accounts. Without it, this program runs no job on rented machines. */
  readonly renting?: Renting
}

/**
 * Limits that keep one owner's jobs from stopping those of others. `jobs` is the largest number of jobs that run at once, and `jobsOfOwner` the largest number
 * for one owner. `turns` is the largest number of merges of results that run at once, and of plans. `splitSeconds` is how long
 * the module of an unpaid job may divide its work. `patienceMs` is how long a job waits for its owner to pay in,
 * in milliseconds.
 */
export type SchedulerLimits = JobEffects['limits'] & {
  readonly jobs: number
  readonly jobsOfOwner: number
  readonly turns: number
  readonly splitSeconds: number
  readonly patienceMs: number
}

/** The usual limits, which suit one processor core that also runs other programs. */
export const usualSchedulerLimits: SchedulerLimits = {
  ...{ jobs: 200, jobsOfOwner: 10, turns: 2, splitSeconds: 10, patienceMs: 600_000 },
  ...{ seconds: 120, memoryBytes: 1_610_612_736, outputBytes: 134_217_728, fileBytes: 1_073_741_824, niceness: 15 },
}

const lookEveryMs = 1_000
const lookAtRestEveryMs = 2_000
/** All runs together fetch at most one piece of a large file in this time, because the market limits the requests of an account. */
const pieceEveryMs = 500
/** The next plan of an owner waits so long after a refused one. */
const planPauseMs = 30_000
const firstPauseMs = 5_000
const longestPauseMs = 300_000

/**
 * A job that this scheduler does not run for now. After a run without an error, the job waits until its newest event is another one than number `last`. After
 * an error, it waits until a pause is over (`looksLeft` more looks at the list of jobs).
 */
type Resting = { readonly last: number; readonly pauseMs: number; readonly looksLeft: number }

/**
 * Runs the jobs of which this account is the scheduler, until the signal ends it. Stores no state itself: all events are at the market, and all batches are
 * on the chain. Several schedulers of one account do no harm.
 */
export async function runScheduler(scheduler: Scheduler, signal: AbortSignal): Promise<void> {
  const { client, signer, limits, onNews, delay } = scheduler
  const session = marketSession({ client, signer })
  let folders: Promise<RunFolders> | null = null
  const openFolder = async () => {
    folders ??= openRunFolders(signer.address).catch((error: unknown) => {
      folders = null
      throw error
    })
    return await (await folders).open()
  }
  const running = new Map<string, { readonly owner: string; readonly done: Promise<void> }>()
  const resting = new Map<string, Resting>()
  const newest = new Map<string, number>()
  const inTurn = fairTurns({ most: limits.turns })
  const inPlanTurn = planTurns({ most: limits.turns, pauseMs: planPauseMs, pause: (ms) => delay(ms, signal) })
  const inLargeTurn = fairTurns({ most: 1 })
  const inOrder = oneAfterAnother()
  const pace = () => inOrder(() => delay(pieceEveryMs, signal))
  const begin = (job: JobSummaryWire) => {
    const before = resting.get(job.jobId)
    resting.delete(job.jobId)
    onNews({ kind: 'begun', jobId: job.jobId })
    const newestOf = () => newest.get(job.jobId) ?? null
    const done = runOne(
      { ...scheduler, session, jobId: job.jobId, newest: newestOf, inTurn, inPlanTurn, inLargeTurn, pace, openFolder },
      signal,
    ).then(
      (last) => rest(job.jobId, { last, pauseMs: 0, looksLeft: 0 }),
      (error: unknown) => {
        if (signal.aborted) return
        onNews({ kind: 'stumbled', jobId: job.jobId, error })
        const pauseMs = Math.min(Math.max(firstPauseMs, 2 * (before?.pauseMs ?? 0)), longestPauseMs)
        rest(job.jobId, { last: -1, pauseMs, looksLeft: pauseMs / lookEveryMs })
      },
    )
    running.set(job.jobId, { owner: job.account, done: done.finally(() => running.delete(job.jobId)) })
  }
  const rest = (jobId: string, how: Resting) => {
    resting.set(jobId, how)
    onNews({ kind: 'left', jobId })
  }
  const isDue = ({ jobId, lastEvent, account }: JobSummaryWire): boolean => {
    if (running.has(jobId) || running.size >= limits.jobs) return false
    if ([...running.values()].filter(({ owner }) => owner === account).length >= limits.jobsOfOwner) return false
    const how = resting.get(jobId)
    return how === undefined || (how.looksLeft <= 0 && how.last !== lastEvent)
  }
  while (!signal.aborted) {
    let hasJobs = false
    try {
      const { items } = await session((signedIn) => signedIn.listJobWork())
      hasJobs = items.length > 0
      newest.clear()
      for (const { jobId, lastEvent } of items) newest.set(jobId, lastEvent)
      for (const [jobId, how] of resting) {
        if (newest.has(jobId)) resting.set(jobId, { ...how, looksLeft: how.looksLeft - 1 })
        else resting.delete(jobId)
      }
      for (const job of items) if (isDue(job)) begin(job)
    } catch (error) {
      onNews({ kind: 'stumbled', jobId: null, error })
    }
    await delay(hasJobs ? lookEveryMs : lookAtRestEveryMs, signal).catch(() => {})
  }
  await Promise.allSettled([...running.values()].map(({ done }) => done))
  await (folders as Promise<RunFolders> | null)?.then(({ close }) => close())
}

type Run = Scheduler & {
  readonly session: MarketSession
  readonly jobId: string
  readonly newest: () => number | null
  readonly inTurn: ReturnType<typeof fairTurns>
  readonly inPlanTurn: ReturnType<typeof fairTurns>
  readonly inLargeTurn: ReturnType<typeof fairTurns>
  /** Resolves when the next piece of a large file may be fetched. */
  readonly pace: () => Promise<void>
  readonly openFolder: RunFolders['open']
}

/** Runs one job until it needs its owner or is over. Returns the number of the last event that it read. */
async function runOne(run: Run, signal: AbortSignal): Promise<number> {
  const { session, jobId, onNews } = run
  const job = await session((signedIn) => signedIn.getJob(jobId))
  const key = job.spec.private === undefined ? null : (run.privacy?.keyOf(jobId) ?? null)
  if (job.spec.private !== undefined && key === null) {
    onNews({ kind: 'progress', jobId, text: 'this job is private, and this program has no key file of it' })
    return job.lastEvent
  }
  const folder = await run.openFolder()
  try {
    const stored = artefactStore({ session, folder, fileBytes: run.limits.fileBytes, pace: run.pace })
    const onProgress = (text: string) => onNews({ kind: 'progress', jobId, text })
    const rented = rentsMachines(job) ? rentFor(run.renting, { job, store: stored, onProgress }) : null
    if (rented !== null || !rentsMachines(job)) return await runIn(folder, { ...run, job, key, stored, rented, onProgress }, signal)
    onProgress('this job rents machines, and this program has no API key of its account')
    return job.lastEvent
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A job to run now. `key` is null for a job that is not private, and `rented` for a job that rents no machines. */
type Begun = Run & {
  readonly job: JobWire
  readonly key: Hex32 | null
  readonly stored: JobStore
  readonly rented: Rented | null
  readonly onProgress: (text: string) => void
}

async function runIn(folder: string, run: Begun, signal: AbortSignal): Promise<number> {
  const { client, session, jobId, pool, signer, limits, newest, onProgress, delay, job, key, stored, rented } = run
  let last = 0
  const work = await workOf(job, { key, fetchBytes: async (sha256) => await readFile(await stored.fetch(sha256)) })
  const events = apiJournal({ session, jobId, newest })
  const journal = key === null ? events : privateJournal(events, onProgress)
  let known: readonly NotedEvent[] = []
  const effects: JobEffects = {
    ...{ pool, delay, patienceMs: limits.patienceMs, onProgress },
    limits: { ...limits, ...rented?.limits },
    // The key of a scheduler may pay only from a balance at the pool. Machines are rented with another key, which `renting` has.
    ...(rented?.effects ?? { leases: null }),
    privacy: key === null ? null : privacyOf(run, key),
    journal: {
      ...journal,
      async read() {
        const found = await journal.read()
        last = found.last
        known = found.events.map((event, index) => ({ event, at: found.times?.[index] ?? nowSeconds() }))
        rented?.noted(known)
        return found
      },
      async note(after, event) {
        const noted = await journal.note(after, event)
        last = noted ?? last
        if (noted !== null) known = [...known, { event, at: nowSeconds() }]
        rented?.noted(known)
        return noted
      },
    },
    store: rented?.store ?? (key === null ? stored : privateStore(stored, { key, folder })),
    sender: keySender({ session, pool, signer, work }),
    classes: async () => (await client.getClasses()).classes,
    openResult: (of) => client.openTaskResult(of),
    inTurn: (step) => run.inTurn(work.owner, step),
    inPlanTurn: (step) => run.inPlanTurn(work.owner, step),
    inLargeTurn: (step) => run.inLargeTurn(work.owner, step),
  }
  const state = await runJob(effects, { work, signal })
  // The owner may retry a failed task, which continues from its last checkpoint.
  const mayContinue = Object.values(state.tasks).some(({ phase }) => phase === 'failed')
  if (isJobOver(state) && !mayContinue) await rented?.over()
  return last
}

function nowSeconds(): number {
  return Date.now() / 1_000
}

function privacyOf({ session, privacy }: Run, key: Hex32): JobPrivacy {
  return {
    key,
    boxKeyOf: async (nodeId) => (await privacy?.boxKeyOf(nodeId)) ?? null,
    give: async (given) => void (await session((client) => client.putTaskKey(given))),
  }
}
