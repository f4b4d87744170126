import { type Hex32, hex32 } from '@infinitio/domain'
import { parsePt, refusal } from '@infinitio/sdk'
import { type Document, isMap, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import { nearestKey } from '@infinitio/tasks'
import { type AdapterName, adapterKeys, adapterNames, isAdapterName, leaseAdapter } from './adapterKeys.ts'
import { type LeaseWish, readLeaseWish } from './leaseWish.ts'

/** One task of a job file. `files` gives each name a path on this computer, a hash in the store, or the result of another task. */
export type JobFileTask = {
  readonly adapter: AdapterName
  readonly needs: readonly string[]
  readonly retries: number
  readonly files: Readonly<Record<string, FileSource>>
  readonly fields: Readonly<Record<string, string | number>>
  /** The machine and the program of a task on leases. Tasks of the pool have none. */
  readonly lease?: LeaseWish
}

/** The origin of a file of a task. */
export type FileSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'hash'; readonly sha256: Hex32 }
  | { readonly kind: 'result'; readonly task: string }

/** A job as its file says. `maxCost` is in base units of PToken. */
export type JobFile = {
  readonly name: string
  readonly maxCost: bigint
  readonly deadlineSeconds: number
  readonly tasks: Readonly<Record<string, JobFileTask>>
}

const jobKeys = ['name', 'max_cost', 'deadline', 'tasks'] as const
const taskKeys = ['adapter', 'needs', 'retries', 'files'] as const
const usualDeadline = '1h'
const mostRetries = 10
const usualRetries = 3
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/**
 * Reads a job file (YAML). Throws `api.invalid_field` with line, column and reason: a key that does not exist and the nearest one that does, an amount or a time that cannot be read, a task that is not there.
 */
export function readJobFile(text: string): JobFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true })
  const [broken] = document.errors
  if (broken !== undefined) throw refusal('api.invalid_field', { detail: broken.message.split('\n')[0] ?? 'this is not YAML' })
  const place = placeIn(lines)
  const root = mapOf(document.contents, { place, what: 'the file' })
  checkKeys(root, jobKeys, place)
  const { name, max_cost: cost, deadline = usualDeadline } = document.toJS() as Record<string, unknown>
  if (typeof name !== 'string' || name.length === 0 || name.length > 80)
    throw fault(place(root.get('name', true)), 'name: give the job a name of up to 80 letters')
  const maxCost = parsePt(String(cost))
  if (maxCost === null || maxCost === 0n) throw fault(place(root.get('max_cost', true)), 'max_cost: say in PT what the job may cost, such as 0.50')
  const tasks = mapOf(root.get('tasks', true), { place, what: 'tasks' })
  const read = Object.fromEntries(tasks.items.map(({ key, value }) => [String(key), readTask(value as Node, { place, document })]))
  if (Object.keys(read).length === 0) throw fault(place(tasks), 'tasks: a job has at least one task')
  for (const [task, { needs, files }] of Object.entries(read)) {
    const named = [...needs, ...Object.values(files).flatMap((source) => (source.kind === 'result' ? [source.task] : []))]
    const missing = named.find((need) => read[need] === undefined)
    if (missing !== undefined) throw fault(place(tasks.get(task, true)), `${task} needs ${missing}, which is not a task of this job`)
  }
  return { name, maxCost, deadlineSeconds: seconds(String(deadline), place(root.get('deadline', true))), tasks: read }
}

type PlaceOf = (node: unknown) => string

function readTask(node: Node, { place }: { place: PlaceOf; document: Document }): JobFileTask {
  const task = mapOf(node, { place, what: 'a task' })
  const name = task.get('adapter')
  if (typeof name !== 'string') throw fault(place(task), 'adapter: say what runs the task, such as data@1')
  if (!isAdapterName(name)) throw fault(place(task.get('adapter', true)), `there is no adapter ${name}${nearText(name, adapterNames)}`)
  checkKeys(task, [...taskKeys, ...adapterKeys[name]], place)
  const { adapter: _, needs = [], retries = usualRetries, files = {}, ...fields } = task.toJSON() as Record<string, unknown>
  if (!Array.isArray(needs) || !needs.every((need) => typeof need === 'string'))
    throw fault(place(task.get('needs', true)), 'needs: list names of tasks')
  if (typeof retries !== 'number' || !Number.isInteger(retries) || retries < 0 || retries > mostRetries)
    throw fault(place(task.get('retries', true)), `retries: a whole number from 0 to ${mostRetries}`)
  const sources = Object.entries(files as Record<string, unknown>).map(([name, source]) => [name, sourceOf(String(source))] as const)
  const results = sources.flatMap(([, source]) => (source.kind === 'result' ? [source.task] : []))
  const lease = name === leaseAdapter ? readLeaseWish(fields, { fault: faultIn(task, place), secondsOf }) : null
  return {
    adapter: name,
    needs: [...new Set([...(needs as string[]), ...results])],
    retries,
    files: Object.fromEntries(sources),
    ...(lease === null ? { fields: fields as JobFileTask['fields'] } : { fields: {}, lease }),
  }
}

function sourceOf(text: string): FileSource {
  const task = /^\$\{([A-Za-z][\w-]*)\.results\}$/.exec(text)?.[1]
  if (task !== undefined) return { kind: 'result', task }
  const hash = /^sha256:([0-9a-f]{64})$/.exec(text)?.[1]
  return hash === undefined ? { kind: 'path', path: text } : { kind: 'hash', sha256: hex32(`0x${hash}`) }
}

function seconds(text: string, at: string): number {
  const found = secondsOf(text)
  if (found === null) throw fault(at, `deadline: ${text} is not a time such as 30m, 2h or 1d`)
  return found
}

function secondsOf(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  return count === undefined || Number(count) === 0 ? null : Number(count) * (unitSeconds[unit] ?? 0)
}

/** Returns a fault at the value of a key of a task, or at the task if the key is missing. */
function faultIn(task: YAMLMap, place: PlaceOf) {
  return (key: readonly string[], message: string) => {
    const parent = key.length === 1 ? task : task.get(key[0] ?? '', true)
    const last = key.at(-1) ?? ''
    const pair = isMap(parent) ? parent.items.find((item) => String(item.key) === last) : undefined
    return fault(place(pair?.key ?? parent ?? task), message)
  }
}

function checkKeys(map: YAMLMap, known: readonly string[], place: PlaceOf): void {
  for (const { key } of map.items) {
    const name = String(key)
    if (known.includes(name)) continue
    throw fault(place(key), `${name} is not a key here${nearText(name, known)}`)
  }
}

function nearText(name: string, known: readonly string[]): string {
  const near = nearestKey(name, known)
  return near === undefined ? `: ${known.join(', ')}` : `; did you mean ${near}?`
}

function mapOf(node: unknown, { place, what }: { place: PlaceOf; what: string }): YAMLMap {
  if (isMap(node)) return node
  throw fault(place(node), `${what} must have keys and values`)
}

function placeIn(lines: LineCounter): PlaceOf {
  return (node) => {
    const start = (node as Node | null | undefined)?.range?.[0]
    if (start === undefined) return ''
    const { line, col } = lines.linePos(start)
    return `line ${line}, column ${col}: `
  }
}

function fault(at: string, message: string): Error {
  return refusal('api.invalid_field', { detail: `${at}${message}` })
}
