import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { checkHere, reasonOf, specOf, writePieces } from '@infinitio/jobs'
import { jobWorkOf, type Renting } from '@infinitio/jobs/scheduler'
import { type Client, readApiKey, refusal } from '@infinitio/sdk'
import { jobEventFromWire, type TaskPool } from '@infinitio/sdk/pool'
import { type CheckReport, chanceToFind, drawnSegments, heldOf, isWhole, type JobState, restoreJob } from '@infinitio/tasks'
import { openClient, readWalletKey } from '../context/settings.ts'
import { printResult } from '../terminal/print.ts'
import { facts } from '../terminal/texts.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import { agreeToCommand } from './agreeToCommand.ts'
import { hashedFiles } from './hashedFiles.ts'
import { listJobs, openJobFolder } from './jobFolder.ts'
import { openPool, openPrice, readFolder } from './openRun.ts'
import { servedFolder } from './servedFolder.ts'

/**
 * Options of `infinitio jobs verify`. `segments` are the segments to run again, such as `3,7`, or `all`; by default those that the check of the job drew.
 * `hidden` has the paths of the hidden files of a job that a scheduler runs. `secret` has the names of the secrets that the command gets.
 */
export type VerifyOptions = MoneyOptions & {
  readonly segments?: string
  readonly hidden?: readonly string[]
  readonly secret?: readonly string[]
}

type Work = Parameters<typeof checkHere>[1]['work']
type Store = Parameters<typeof checkHere>[0]['store']
type Found = {
  readonly tasks: Work['tasks']
  readonly state: JobState
  /** Opens the states of the job. Called only after the owner agreed to the command. */
  readonly open: () => Promise<Opened>
}
type Opened = {
  readonly work: Work
  readonly store: Store
  readonly pool: Pick<TaskPool, 'hashOf' | 'head'>
  readonly close: () => Promise<void>
}

const limits = { seconds: 120, memoryBytes: 1_610_612_736, outputBytes: 268_435_456, fileBytes: 1_073_741_824 } as const
const wholeId = /^(?:0x)?([0-9a-f]{64})$/
const percent = 100

/**
 * Runs segments of a training again on this computer and compares them with the stored states: of a job of this computer, or of a job that the scheduler on this
 * computer ran, by its whole id. Shows the command and asks before it runs. Exits with 1 if one differs. Throws `api.invalid_field` if the job has no finished
 * training, and with the reason if a segment cannot be run; `task.job_not_yours` for a job of another account; and the codes of `agreeToCommand`.
 */
export async function verifyTraining(text: string, task: string | undefined, options: VerifyOptions): Promise<number> {
  const { tasks, state, open } = await findJob(text, options)
  const name = checkNameIn(tasks, task)
  const { wish, training } = checkIn(tasks, name)
  const environment = await agreeToCommand(options, wish)
  const job = await open()
  try {
    const segments = await segmentsFor({ state, pool: job.pool }, { name, training, options })
    const onProgress = (line: string) => void process.stderr.write(`${line}\n`)
    const delay = async (ms: number, signal: AbortSignal) => void (await wait(ms, undefined, { signal }))
    // The command has a separate process group, so Ctrl-C ends it only through this signal.
    const stop = new AbortController()
    for (const ending of ['SIGINT', 'SIGTERM'] as const) process.once(ending, () => stop.abort(new Error('stopped')))
    const run = { ...job, state, task: name, segments, environment, signal: stop.signal }
    const report = await checkHere({ store: job.store, limits, delay, onProgress }, run).catch((error: unknown) => {
      throw refusal('api.invalid_field', { detail: `${name}: ${reasonOf(error)}` })
    })
    printResult({ json: options.json, value: answerOf(training.of, report), text: textOf(report) })
    return isWhole(report) ? 0 : 1
  } finally {
    await job.close()
  }
}

function answerOf(training: string, report: CheckReport) {
  const { segments, score, trainedOn } = report
  return { training, agrees: isWhole(report), segments, score, trainedOn }
}

function textOf(report: CheckReport): string {
  const { of, segments, score, leastScore, trainedOn } = report
  const lines = segments.map(({ segment, verdict }) => [`segment ${segment}`, verdicts[verdict]] as const)
  const chance = Math.floor(percent * chanceToFind({ segments: of, faked: 1 }))
  return facts({
    ...Object.fromEntries(lines),
    ...{
      'score of the last state': score === null ? null : String(score),
      'least score that passes': leastScore,
      'trained on': trainedOn.map((leaseId) => `lease ${leaseId}`).join(', '),
    },
    'this shows': `that these segments follow from the stored states; the drawn segments find one faked segment of ${of} with a chance of ${chance} %, and a faked first segment always`,
  })
}

const verdicts: Readonly<Record<CheckReport['segments'][number]['verdict'], string>> = {
  equal: 'equal: run again here, it gives the stored state',
  close: 'close: other bytes, and its score is within the tolerance',
  differs: 'differs: run again here, it gives another state',
  unclear: 'unclear: other bytes within the tolerance, but the score of the state before is as near',
  copied: 'copied: the stored state is the one before it',
}

async function findJob(text: string, options: VerifyOptions): Promise<Found> {
  const id = wholeId.exec(text)?.[1]
  if (id !== undefined && !listJobs().some((folder) => folder.id === id)) return await findServed(`0x${id}`, options)
  const folder = openJobFolder(id ?? text)
  const { file, state } = readFolder(folder)
  const open = async () => {
    const { effects, work } = await openPrice({ folder, file }, options)
    return { work, store: effects.store, pool: effects.pool, close: async () => {} }
  }
  return { tasks: file.tasks, state, open }
}

/**
 * Finds a job of the market, whose states the scheduler of this computer has. Anybody can read every job there, so a job of another account is refused: its
 * command would run here.
 */
async function findServed(jobId: string, options: VerifyOptions): Promise<Found> {
  const client = openClient(options)
  const own = options.apiKey === undefined ? readWalletKey(options).address : readApiKey(options.apiKey).account
  const job = await client.getJob(jobId)
  if (job.account.toLowerCase() !== own.toLowerCase()) throw refusal('task.job_not_yours', { detail: jobId })
  const work = await jobWorkOf(job)
  const { state } = restoreJob(
    specOf(work),
    job.events.map(({ event }) => jobEventFromWire(event)),
  )
  const open = async () => {
    const [chain, hidden] = await Promise.all([client.getChain(), hashedFiles(options.hidden ?? [])])
    const pool = await openPool(options, chain)
    const folder = await mkdtemp(join(tmpdir(), 'infinitio-verify-'))
    const store = servedStore({ client, hidden, folder, served: join(servedFolder(), jobId.slice(2), 'checkpoints') })
    return { work, store, pool, close: () => rm(folder, { recursive: true, force: true }) }
  }
  return { tasks: work.tasks, state, open }
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

function checkNameIn(tasks: Work['tasks'], task: string | undefined): string {
  const checks = Object.entries(tasks).flatMap(([name, { lease }]) => (lease?.training?.role === 'check' ? [{ name, of: lease.training.of }] : []))
  const [only, ...more] = task === undefined ? checks : checks.filter(({ name, of }) => name === task || of === task)
  if (only !== undefined && more.length === 0) return only.name
  const names = checks.map(({ of }) => of).join(', ')
  throw refusal('api.invalid_field', { detail: names === '' ? 'the job has no training with training@1' : `name the training: ${names}` })
}

function checkIn(tasks: Work['tasks'], name: string) {
  const wish = tasks[name]?.lease
  const training = wish?.training
  if (wish === undefined || training?.role !== 'check') throw new Error(`${name} is a check`)
  return { wish, training }
}

type Wanted = { readonly name: string; readonly training: ReturnType<typeof checkIn>['training']; readonly options: VerifyOptions }

/** Returns the segments to run again. Without an option, they are those that the check drew; a job whose check was never planned draws now. */
async function segmentsFor(
  { state, pool }: Pick<Found, 'state'> & Pick<Opened, 'pool'>,
  { name, training, options }: Wanted,
): Promise<readonly number[]> {
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
