import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refusal } from '@infinitio/sdk'
import type { JobEvent } from '@infinitio/tasks'
import { configFolder } from '../context/profiles.ts'

/** The folder of one job on this computer: its file, what happened, and its results. */
export type JobFolder = {
  readonly id: string
  readonly path: string
  readonly yaml: () => string
  readonly events: () => JobEvent[]
  readonly note: (event: JobEvent) => void
  readonly write: (name: string, content: Uint8Array | string) => string
  readonly read: (name: string) => Uint8Array
}

const ownerOnly = 0o600
const folderOfOwner = 0o700

function allJobs(): string {
  return join(configFolder(), 'jobs')
}

/** Makes the folder of a new job. */
export function newJobFolder(id: string, yaml: string): JobFolder {
  const path = join(allJobs(), id)
  mkdirSync(path, { recursive: true, mode: folderOfOwner })
  writeFileSync(join(path, 'job.yaml'), yaml, { mode: ownerOnly })
  return folderAt(id, path)
}

/** Opens the folder of a job by its id or the beginning of it. Throws `api.invalid_field` if no job, or more than one, has it. */
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
  const journal = join(path, 'events.jsonl')
  return {
    ...{ id, path },
    yaml: () => readFileSync(join(path, 'job.yaml'), 'utf8'),
    events: () => (existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').filter(isWhole).map(readEvent) : []),
    note: (event) =>
      appendFileSync(journal, `${JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}\n`, {
        mode: ownerOnly,
      }),
    write(name, content) {
      const file = join(path, name)
      writeFileSync(file, content, { mode: ownerOnly })
      return file
    },
    read: (name) => new Uint8Array(readFileSync(join(path, name))),
  }
}

/** A crash can leave half of the last line. */
function isWhole(line: string): boolean {
  return line.endsWith('}')
}

function readEvent(line: string): JobEvent {
  return JSON.parse(line, (_, value: unknown) => (typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value)) as JobEvent
}
