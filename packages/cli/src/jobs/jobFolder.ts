import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobJournal } from '@infinitio/jobs'
import { refusal } from '@infinitio/sdk'
import { newJobKey } from '@infinitio/sdk/pool'
import type { JobEvent } from '@infinitio/tasks'
import { configFolder } from '../context/profiles.ts'

type JobKey = ReturnType<typeof newJobKey>

/** An event of a job with its number, which counts from 1, and the Unix seconds at which it was stored. */
export type JobLogLine = { readonly number: number; readonly at: number; readonly event: JobEvent }

/** The folder of one job on this computer: its job file, its events and its results. */
export type JobFolder = {
  readonly id: string
  readonly path: string
  readonly yaml: () => string
  /** Returns the key of a private job. Null if the job is not private or its key was removed. */
  readonly key: () => JobKey | null
  readonly events: () => JobEvent[]
  /** Returns the events with the times at which their files were written. */
  readonly log: () => readonly JobLogLine[]
  readonly journal: JobJournal
  /** Stores an event in the job's journal, after all earlier events. Only the job's owner adds events here. */
  readonly note: (event: JobEvent) => Promise<void>
  /** Writes a file completely or not at all, and returns its path. */
  readonly write: (name: string, content: Uint8Array | string) => string
  readonly remove: () => void
}

const ownerOnly = 0o600
const folderOfOwner = 0o700
const digits = 6
const keyName = 'job.key'

function allJobs(): string {
  return join(configFolder(), 'jobs')
}

/** Makes the folder of a new job. Of a private job, it also stores a new key, without which nobody can read its results. */
export function newJobFolder(id: string, yaml: string, { isPrivate = false }: { readonly isPrivate?: boolean } = {}): JobFolder {
  const folder = folderAt(id, join(allJobs(), id))
  if (isPrivate) folder.write(keyName, newJobKey())
  folder.write('job.yaml', yaml)
  return folder
}

/** Makes a temporary folder for a job that is only checked or priced. The caller removes it. */
export function temporaryJobFolder(id: string, yaml: string): JobFolder {
  const folder = folderAt(id, mkdtempSync(join(tmpdir(), 'infinitio-job-')))
  folder.write('job.yaml', yaml)
  return folder
}

/** Opens the folder of a job by its id, or by the first characters of its id. Throws `api.invalid_field` if no job or more than one job fits. */
export function openJobFolder(text: string): JobFolder {
  const found = listJobs().filter(({ id }) => id.startsWith(text))
  const [only] = found
  if (only === undefined || found.length > 1)
    throw refusal('api.invalid_field', { detail: found.length === 0 ? `this computer has no job ${text}` : `several jobs begin with ${text}` })
  return only
}

/** Lists the jobs of this computer, newest first. */
export function listJobs(): JobFolder[] {
  const root = allJobs()
  if (!existsSync(root)) return []
  const ids = readdirSync(root).filter((id) => existsSync(join(root, id, 'job.yaml')))
  const made = (id: string) => statSync(join(root, id, 'job.yaml')).mtimeMs
  return ids.toSorted((one, other) => made(other) - made(one)).map((id) => folderAt(id, join(root, id)))
}

function folderAt(id: string, path: string): JobFolder {
  const journal = join(path, 'events')
  mkdirSync(journal, { recursive: true, mode: folderOfOwner })
  const write = (name: string, content: Uint8Array | string) => {
    const file = join(path, name)
    const part = `${file}.${process.pid}.part`
    writeFileSync(part, content, { mode: ownerOnly, flush: true })
    rmSync(file, { force: true })
    linkSync(part, file)
    rmSync(part)
    return file
  }
  // Each event is a file with the event's number as its name. The file is created as a link, which fails if the name exists. So two commands never write an
  // event with the same number.
  const note = (after: number, event: JobEvent): number | null => {
    const file = join(journal, `${String(after + 1).padStart(digits, '0')}.json`)
    const part = join(path, `event.${process.pid}.part`)
    writeFileSync(part, textOf(event), { mode: ownerOnly, flush: true })
    try {
      linkSync(part, file)
      return after + 1
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null
      throw error
    } finally {
      rmSync(part)
    }
  }
  const names = () => readdirSync(journal).toSorted()
  const events = () => names().map((name) => readEvent(readFileSync(join(journal, name), 'utf8')))
  const lineOf = (name: string): JobLogLine => {
    const file = join(journal, name)
    const at = Math.floor(statSync(file).mtimeMs / 1_000)
    return { number: Number(name.slice(0, digits)), at, event: readEvent(readFileSync(file, 'utf8')) }
  }
  return {
    ...{ id, path, events, write },
    log: () => names().map(lineOf),
    yaml: () => readFileSync(join(path, 'job.yaml'), 'utf8'),
    key: () => (existsSync(join(path, keyName)) ? (readFileSync(join(path, keyName), 'utf8').trim() as JobKey) : null),
    journal: {
      async read() {
        const all = events()
        return { events: all, last: all.length }
      },
      hasMore: async (after) => names().length > after,
      note: async (after, event) => note(after, event),
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
    async note(event) {
      while (note(names().length, event) === null);
    },
  }
}

/** Amounts in base units are written as digits with an `n`, because JSON numbers lose their last digits. */
function textOf(event: JobEvent): string {
  return JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
}

function readEvent(text: string): JobEvent {
  return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value)) as JobEvent
}
