import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { checkHere, reasonOf, specOf, writePieces } from '@infinitio/jobs'
import { jobWorkOf, type Renting } from '@infinitio/jobs/scheduler'
import { type Client, refusal } from '@infinitio/sdk'
import { jobEventFromWire, type TaskPool } from '@infinitio/sdk/pool'
import { type CheckReport, chanceToFind, drawnSegments, heldOf, isWhole, type JobState, restoreJob } from '@infinitio/tasks'
import { openClient } from '../context/settings.ts'
import { secretOf } from '../secrets/readSecrets.ts'
import { printResult } from '../terminal/print.ts'
import { facts } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { hashedFiles } from './hashedFiles.ts'
import { listJobs, openJobFolder } from './jobFolder.ts'
import { openPool, openPrice, readFolder } from './openRun.ts'
import { servedFolder } from './servedFolder.ts'

/**
 * Options of `infinitio jobs verify`. `segments` are the segments to run again, such as `3,7`, or `all`; by default those that the check of the job drew.
 * `hidden` has the paths of the hidden files of a job that a scheduler runs.
 */
export type VerifyOptions = MoneyOptions & { readonly segments?: string; readonly hidden?: readonly string[] }

type Work = Parameters<typeof checkHere>[1]['work']
type Store = Parameters<typeof checkHere>[0]['store']
type Job = {
  readonly work: Work
  readonly state: JobState
  readonly store: Store
  readonly pool: Pick<TaskPool, 'hashOf' | 'head'>
  readonly close: () => Promise<void>
}

const limits = { seconds: 120, memoryBytes: 1_610_612_736, outputBytes: 268_435_456, fileBytes: 1_073_741_824 } as const
const wholeId = /^(?:0x)?([0-9a-f]{64})$/
const percent = 100
/** Variables that programs need to find their parts. The command gets no other one, because the states that it reads come from a provider. */
const passed = ['PATH', 'LANG', 'LC_ALL', 'TMPDIR', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES', 'VIRTUAL_ENV', 'PYTHONPATH', 'NODE_PATH'] as const

/**
 * Runs segments of a training again on this computer and compares them with the stored states: of a job of this computer, or of a job that the scheduler on this
 * computer ran, by its whole id. Exits with 1 if one differs. Throws `api.invalid_field` if the job has no finished training, and with the reason if a segment
 * cannot be run.
 */
export async function verifyTraining(text: string, task: string | undefined, options: VerifyOptions): Promise<number> {
  const job = await openJob(text, options)
  try {
    const name = checkNameIn(job, task)
    const training = trainingOf(job.work, name)
    const segments = await segmentsFor(job, { name, training, options })
    const onProgress = (line: string) => void process.stderr.write(`${line}\n`)
    const delay = async (ms: number, signal: AbortSignal) => void (await wait(ms, undefined, { signal }))
    const environment = ownEnvironment(job.work.tasks[name]?.lease?.secrets ?? [])
    // The command has a separate process group, so Ctrl-C ends it only through this signal.
    const stop = new AbortController()
    for (const ending of ['SIGINT', 'SIGTERM'] as const) process.once(ending, () => stop.abort(new Error('stopped')))
    const run = { ...job, task: name, segments, environment, signal: stop.signal }
    const report = await checkHere({ store: job.store, limits, delay, onProgress }, run).catch((error: unknown) => {
      throw refusal('api.invalid_field', { detail: `${name}: ${reasonOf(error)}` })
    })
    printResult({ json: options.json, value: answerOf(training.of, report), text: textOf(report) })
    return isWhole(report) ? 0 : 1
  } finally {
    await job.close()
  }
}

/** Returns the variables for the command: those that programs need, and the secret variables that the job names. */
function ownEnvironment(secrets: readonly string[]): Record<string, string> {
  const entries = [...passed, ...secrets].map((name) => [name, secretOf(name)] as const)
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
}

function answerOf(training: string, { segments, score, trainedOn }: CheckReport) {
  return { training, agrees: isWhole({ segments }), segments, score, trainedOn }
}

function textOf(report: CheckReport): string {
  const { of, segments, score, trainedOn } = report
  const lines = segments.map(({ segment, verdict }) => [`segment ${segment}`, verdicts[verdict]] as const)
  const chance = Math.floor(percent * chanceToFind({ segments: of, faked: 1 }))
  return facts({
    ...Object.fromEntries(lines),
    ...{ 'score of the last state': score === null ? null : String(score), 'trained on': trainedOn.map((leaseId) => `lease ${leaseId}`).join(', ') },
    'this shows': `that these segments follow from the stored states; two drawn segments find one faked of ${of} with a chance of ${chance} %`,
  })
}

const verdicts: Readonly<Record<CheckReport['segments'][number]['verdict'], string>> = {
  equal: 'equal: run again here, it gives the stored state',
  close: 'close: other bytes, and its score is within the tolerance',
  differs: 'differs: run again here, it gives another state',
  copied: 'copied: the stored state is the one before it',
}

async function openJob(text: string, options: VerifyOptions): Promise<Job> {
  const id = wholeId.exec(text)?.[1]
  if (id !== undefined && !listJobs().some((folder) => folder.id === id)) return await openServed(`0x${id}`, options)
  const folder = openJobFolder(id ?? text)
  const { file, state } = readFolder(folder)
  const { effects, work } = await openPrice({ folder, file }, options)
  return { work, state, store: effects.store, pool: effects.pool, close: async () => {} }
}

/** Opens a job of the market, whose states the scheduler of this computer has. */
async function openServed(jobId: string, options: VerifyOptions): Promise<Job> {
  const client = openClient(options)
  const [job, chain, hidden] = await Promise.all([client.getJob(jobId), client.getChain(), hashedFiles(options.hidden ?? [])])
  const work = await jobWorkOf(job)
  const { state } = restoreJob(
    specOf(work),
    job.events.map(({ event }) => jobEventFromWire(event)),
  )
  const folder = await mkdtemp(join(tmpdir(), 'infinitio-verify-'))
  const store = servedStore({ client, hidden, folder, served: join(servedFolder(), jobId.slice(2), 'checkpoints') })
  return { work, state, store, pool: await openPool(options, chain), close: () => rm(folder, { recursive: true, force: true }) }
}

type Places = { readonly client: Client; readonly hidden: NonNullable<Renting['hidden']>; readonly folder: string; readonly served: string }

function servedStore({ client, hidden, folder, served }: Places): Store {
  return {
    pathOf: (path) => path,
    async fetch(sha256) {
      const own = hidden.get(sha256) ?? join(served, sha256.slice(2))
      if (existsSync(own)) return own
      const path = join(folder, sha256.slice(2))
      if (!existsSync(path)) await writePieces(path, (await client.openFile(sha256)).pieces)
      return path
    },
  }
}

function checkNameIn({ work }: Job, task: string | undefined): string {
  const checks = Object.entries(work.tasks).flatMap(([name, { lease }]) =>
    lease?.training?.role === 'check' ? [{ name, of: lease.training.of }] : [],
  )
  const [only, ...more] = task === undefined ? checks : checks.filter(({ name, of }) => name === task || of === task)
  if (only !== undefined && more.length === 0) return only.name
  const names = checks.map(({ of }) => of).join(', ')
  throw refusal('api.invalid_field', { detail: names === '' ? 'the job has no training with training@1' : `name the training: ${names}` })
}

function trainingOf({ tasks }: Work, name: string) {
  const training = tasks[name]?.lease?.training
  if (training?.role !== 'check') throw new Error(`${name} is a check`)
  return training
}

type Wanted = { readonly name: string; readonly training: ReturnType<typeof trainingOf>; readonly options: VerifyOptions }

/** Returns the segments to run again. Without an option, they are those that the check drew; a job whose check was never planned draws now. */
async function segmentsFor({ state, pool }: Job, { name, training, options }: Wanted): Promise<readonly number[]> {
  const of = heldOf(state, training.of).checkpoints[0]?.manifest
  if (state.tasks[training.of]?.phase !== 'done' || of === undefined) throw refusal('api.invalid_field', { detail: `${training.of} is not done` })
  const every = Array.from({ length: training.segments }, (_, index) => index + 1)
  if (options.segments === 'all') return every
  if (options.segments !== undefined) {
    const chosen = [...new Set(options.segments.split(',').map(Number))].toSorted((one, other) => one - other)
    if (chosen.every((segment) => every.includes(segment))) return chosen
    throw refusal('api.invalid_field', { detail: `--segments ${options.segments}: numbers from 1 to ${training.segments}, such as 1,2, or all` })
  }
  const blockHash = await pool.hashOf(heldOf(state, name).draw?.block ?? (await pool.head()))
  if (blockHash === null) throw refusal('api.invalid_field', { detail: 'the block that chooses the segments does not exist yet: try again' })
  return drawnSegments({ blockHash, of, segments: training.segments })
}
