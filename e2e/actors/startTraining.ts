import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { programFile } from '@infinitio/process/test'

const command = programFile('packages/cli/src/main.ts')
/** The training program of the guide, which saves checkpoints. */
export const trainingProgram = resolve(import.meta.dirname, '..', '..', 'examples', 'train.mjs')

/** A running `infinitio jobs …` command that trains on rented machines. */
export type Training = {
  /** Returns the last event of this kind in the journal of the job, or null. `epoch` selects one lease of the job; the first lease has 0. */
  readonly last: (kind: string, epoch?: number) => Record<string, unknown> | null
  /** The text of a file in the folder of the job. */
  readonly result: (name: string) => string
  /** Everything that the command has printed. */
  readonly progress: () => string
  readonly ended: Promise<{ readonly code: number | null; readonly out: string }>
  readonly kill: () => void
}

/** The settings of a training job. */
export type TrainingJob = {
  readonly home: string
  readonly url: string
  readonly epochs: number
  readonly epochMs: number
  readonly command?: string
  readonly more?: string
}

/** Writes the file of a job that trains on leases. Returns its path. */
export function writeTraining({ home, epochs, epochMs, command: line = 'node train.mjs', more = '' }: TrainingJob): string {
  const file = join(home, 'train.yaml')
  writeFileSync(
    file,
    `name: training
max_cost: 5.00
deadline: 5m
tasks:
  train:
    adapter: container@1
    files: { train.mjs: ${trainingProgram} }
    command: ${line}
    resources: { gpus: 1, max_price: 2.00 }
    time: 1h
    env: { EPOCHS: ${epochs}, EPOCH_MS: ${epochMs} }
    results: model.json
${more}`,
  )
  return file
}

/** Starts `infinitio jobs` with these arguments. It signs with the wallet in the home folder. */
export function startTraining(words: readonly string[], { home, url }: Pick<TrainingJob, 'home' | 'url'>): Training {
  const env = { ...process.env, HOME: home, INFINITIO_URL: url, INFINITIO_KEY_FILE: join(home, 'wallet.key') }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, 'jobs', ...words, '--yes'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [out, err] = [collect(child.stdout), collect(child.stderr)]
  const ended = new Promise<{ code: number | null; out: string }>((done) => child.once('close', (code) => done({ code, out: out() })))
  return {
    last: (kind, epoch) => lastEvent(home, kind, epoch),
    result: (name) => readFileSync(join(foldersOf(home)[0] ?? '', name), 'utf8'),
    progress: () => `${err()}${out()}`,
    ended,
    kill: () => void child.kill('SIGKILL'),
  }
}

function collect(stream: ChildProcess['stdout']): () => string {
  let text = ''
  stream?.on('data', (part: Buffer) => {
    text += part.toString()
  })
  return () => text
}

/** Returns the folders of the jobs in a home folder. In these tests, each home folder has only one job. */
function foldersOf(home: string): string[] {
  const jobs = join(home, '.config', 'infinitio', 'jobs')
  return existsSync(jobs) ? readdirSync(jobs).map((id) => join(jobs, id)) : []
}

function lastEvent(home: string, kind: string, epoch: number | undefined): Record<string, unknown> | null {
  const events = foldersOf(home).flatMap((folder) => {
    const names = existsSync(join(folder, 'events')) ? readdirSync(join(folder, 'events')).toSorted() : []
    return names.map((name) => JSON.parse(readFileSync(join(folder, 'events', name), 'utf8')) as Record<string, unknown>)
  })
  return events.findLast((event) => event.kind === kind && (epoch === undefined || event.epoch === epoch)) ?? null
}
