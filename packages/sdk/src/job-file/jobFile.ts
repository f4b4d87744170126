import { type JobPriority, jobPriorities, parsePt } from '@infinitio/domain'
import { type Document, isMap, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml'
import { nearestKey } from '@infinitio/tasks'
import { refusal } from '../transport/refusal.ts'
import { type AdapterName, adapterKeys, adapterNames, isAdapterName, leaseAdapter, openAdapters, trainingAdapter } from './adapterKeys.ts'
import { expandMatrix, fillMatrix, type Matrix, matrixKeysIn, type MatrixRow, matrixSize } from './expandMatrix.ts'
import { type FileSource, sourceOf } from './fileSource.ts'
import { type Fault, type LeaseWish, readLeaseWish } from './leaseWish.ts'
import { type MachineWish, readMachineWish } from './machineWish.ts'
import { readTraining } from './trainingWish.ts'

/** One task of a job file. `files` maps each file name to its source: a path on this computer, a hash in the store, or the result of another task. */
export type JobFileTask = {
  readonly adapter: AdapterName
  readonly needs: readonly string[]
  readonly retries: number
  readonly files: Readonly<Record<string, FileSource>>
  readonly fields: Readonly<Record<string, string | number>>
  /** The machine to rent and the program to run, for a task on rented machines. Absent for a task of the pool. */
  readonly lease?: LeaseWish
  /** The machines that may take a task of the pool. Absent if all may. */
  readonly machines?: MachineWish | undefined
}

/**
 * A job as its file describes it. `maxCost` is in base units of PToken. Each combination of a matrix is a separate task, and so is the check of a training. With `isPrivate`, the inputs and
 * results of the tasks in the pool are encrypted.
 */
export type JobFile = {
  readonly name: string
  readonly maxCost: bigint
  readonly priority: JobPriority
  readonly deadlineSeconds: number
  readonly isPrivate?: true
  readonly tasks: Readonly<Record<string, JobFileTask>>
}

const jobKeys = ['name', 'max_cost', 'priority', 'deadline', 'private', 'tasks'] as const
const taskKeys = ['adapter', 'needs', 'retries', 'files', 'matrix'] as const
const usualDeadline = '1h'
const leastDeadlineSeconds = 60
const mostDeadlineSeconds = 604_800
const mostRetries = 10
const usualRetries = 3
const mostExpansions = 1_000
const nameForm = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/
const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 }

/**
 * Reads a job file (YAML). Throws `api.invalid_field` with line, column and reason: for an unknown key (with the nearest known one), a value that cannot
 * be read, a reference to a missing task, or more than 1,000 tasks.
 */
export function readJobFile(text: string): JobFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true })
  const [broken] = document.errors
  if (broken !== undefined) throw refusal('api.invalid_field', { detail: broken.message.split('\n')[0] ?? 'this is not YAML' })
  const place = placeIn(lines)
  const root = mapOf(document.contents, { place, what: 'the file' })
  checkKeys(root, jobKeys, place)
  const { name, max_cost: cost, deadline = usualDeadline, priority = 'normal', private: hidden = false } = valuesOf(document)
  if (typeof name !== 'string' || name.length === 0 || name.length > 80)
    throw fault(place(root.get('name', true)), 'name: give the job a name of up to 80 letters')
  const maxCost = parsePt(String(cost))
  if (maxCost === null || maxCost === 0n) throw fault(place(root.get('max_cost', true)), 'max_cost: say in PT what the job may cost, such as 0.50')
  const known = jobPriorities.find((one) => one === priority)
  if (known === undefined)
    throw fault(place(root.get('priority', true)), `priority: ${priority} is not a priority${nearText(String(priority), jobPriorities)}`)
  const deadlineSeconds = seconds(String(deadline), place(root.get('deadline', true)))
  if (typeof hidden !== 'boolean') throw fault(place(root.get('private', true)), 'private: write true to encrypt inputs and results, or false')
  const tasks = readTasks(mapOf(root.get('tasks', true), { place, what: 'tasks' }), place)
  const open = Object.entries(tasks).find(([, { adapter }]) => hidden && openAdapters.includes(adapter))
  if (open !== undefined)
    throw fault(place(root.get('private', true)), `private: ${open[0]} runs ${open[1].adapter}, whose input machines must read before they accept it`)
  return { name, maxCost, priority: known, deadlineSeconds, ...(hidden ? { isPrivate: true } : {}), tasks }
}

/** Returns the values of a YAML document. Throws for a short file that would expand to billions of values, which the parser refuses. */
function valuesOf(document: Document): Record<string, unknown> {
  try {
    return document.toJS() as Record<string, unknown>
  } catch (error) {
    throw fault('', error instanceof Error ? error.message : String(error))
  }
}

type PlaceOf = (node: unknown) => string
type Expanded = { readonly name: string; readonly task: JobFileTask; readonly from: string }

function readTasks(tasks: YAMLMap, place: PlaceOf): Readonly<Record<string, JobFileTask>> {
  const all: Expanded[] = []
  for (const { key, value } of tasks.items) {
    const from = String(key)
    if (!nameForm.test(from)) throw fault(place(key), `${from} is not a name of a task: a letter, then up to 39 letters, digits, - or _`)
    all.push(...readTask(value as Node, { place, from }))
    if (all.length > mostExpansions) throw fault(place(value), `the job has more than ${mostExpansions} tasks`)
  }
  if (all.length === 0) throw fault(place(tasks), 'tasks: a job has at least one task')
  const byName = new Map(all.map((one) => [one.name, one]))
  if (byName.size < all.length) throw fault(place(tasks), `two tasks have the name ${all.find((one) => byName.get(one.name) !== one)?.name}`)
  const ofMatrix = Map.groupBy(all, ({ from }) => from)
  return Object.fromEntries(
    all.map(({ name, task, from }) => {
      const at = place(tasks.get(from, true))
      const needs = task.needs.flatMap((need) => ofMatrix.get(need)?.map((one) => one.name) ?? [need])
      const results = Object.values(task.files).flatMap((source) => (source.kind === 'result' ? [source.task] : []))
      const missing = [...needs, ...results].find((need) => !byName.has(need) && !ofMatrix.has(need))
      if (missing !== undefined) throw fault(at, `${name} needs ${missing}, which is not a task of this job`)
      const many = results.find((need) => !byName.has(need))
      if (many !== undefined) throw fault(at, `${many} has a matrix, so name one of its tasks, such as ${ofMatrix.get(many)?.[0]?.name}`)
      return [name, { ...task, needs: [...new Set([...needs, ...results])] }]
    }),
  )
}

function readTask(node: Node, { place, from }: { readonly place: PlaceOf; readonly from: string }): Expanded[] {
  const task = mapOf(node, { place, what: 'a task' })
  const name = task.get('adapter')
  if (typeof name !== 'string') throw fault(place(task), 'adapter: say what runs the task, such as data@1')
  if (!isAdapterName(name)) throw fault(place(task.get('adapter', true)), `there is no adapter ${name}${nearText(name, adapterNames)}`)
  checkKeys(task, [...taskKeys, ...adapterKeys[name]], place)
  const { adapter: _, matrix, needs = [], retries = usualRetries, files = {}, ...fields } = task.toJSON() as Record<string, unknown>
  if (!Array.isArray(needs) || !needs.every((need) => typeof need === 'string'))
    throw fault(place(task.get('needs', true)), 'needs: list names of tasks')
  if (typeof retries !== 'number' || !Number.isInteger(retries) || retries < 0 || retries > mostRetries)
    throw fault(place(task.get('retries', true)), `retries: a whole number from 0 to ${mostRetries}`)
  const texts = { ...mapOfValues(files), ...fields }
  const values = matrix === undefined ? {} : readMatrix(matrix, place(task.get('matrix', true)))
  for (const [key, text] of Object.entries(texts))
    for (const named of matrixKeysIn(typeof text === 'string' ? text : JSON.stringify(text)))
      if (!Object.hasOwn(values, named))
        throw fault(placeOfKey(task, key, place), `${key}: the matrix has no ${named}${nearText(named, Object.keys(values))}`)
  const rows = matrix === undefined ? [{ name: from, row: {} }] : expandMatrix(from, values)
  return rows.flatMap(({ name: own, row }): Expanded[] => {
    const sources = Object.entries(mapOfValues(files)).map(([file, source]) => [file, sourceOf(String(filled(source, row)))] as const)
    const ofRow = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, filled(value, row)]))
    const faultOf = faultIn(task, place)
    const shared = { adapter: name, retries, files: Object.fromEntries(sources) }
    if (name === trainingAdapter) {
      const { train, check, checkName } = readTraining(ofRow, { name: own, fault: faultOf, secondsOf })
      return [
        { name: own, from, task: { ...shared, needs, fields: {}, lease: train } },
        { name: checkName, from: checkName, task: { ...shared, needs: [own], fields: {}, lease: check } },
      ]
    }
    const what = name === leaseAdapter ? { fields: {}, lease: readLeaseWish(ofRow, { fault: faultOf, secondsOf }) } : poolTask(ofRow, faultOf)
    return [{ name: own, from, task: { ...shared, needs, ...what } }]
  })
}

function poolTask({ resources, ...fields }: Record<string, unknown>, faultOf: Fault): Pick<JobFileTask, 'fields' | 'machines'> {
  return { fields: fields as JobFileTask['fields'], ...(resources === undefined ? {} : { machines: readMachineWish(resources, faultOf) }) }
}

function readMatrix(value: unknown, at: string): Matrix {
  const entries = Object.entries(mapOfValues(value))
  const isList = ([, list]: [string, unknown]) =>
    Array.isArray(list) && list.length > 0 && list.every((one) => typeof one === 'string' || typeof one === 'number')
  if (entries.length === 0 || !entries.every(isList)) throw fault(at, 'matrix: give each key a list of numbers or texts, such as rate: [0.1, 0.2]')
  const wrong = entries.find(([key]) => !/^\w+$/.test(key))
  if (wrong !== undefined) throw fault(at, `matrix: ${wrong[0]} is not a name: letters, digits and _`)
  const matrix = Object.fromEntries(entries) as Matrix
  const size = matrixSize(matrix)
  if (size > mostExpansions) throw fault(at, `matrix: ${size} combinations, and at most ${mostExpansions} are allowed`)
  return matrix
}

function mapOfValues(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function filled(value: unknown, row: MatrixRow): unknown {
  if (typeof value === 'string') return fillMatrix(value, row)
  if (Array.isArray(value)) return value.map((one: unknown) => filled(one, row))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, row)]))
}

function seconds(text: string, at: string): number {
  if (/^-|^\d{4}-\d\d/.test(text))
    throw fault(at, `deadline: ${text} is in the past or a date; write for how long machines may take a task, such as 30m`)
  const length = secondsOf(text)
  if (length === null) throw fault(at, `deadline: ${text} is not a time such as 30m, 2h or 1d`)
  if (length < leastDeadlineSeconds || length > mostDeadlineSeconds) throw fault(at, `deadline: ${text} is not from 1m to 7d`)
  return length
}

function secondsOf(text: string): number | null {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  return count === undefined ? null : Number(count) * (unitSeconds[unit] ?? 0)
}

/** Returns a function that makes the error for a wrong key of a task. The error has the line of the key, or the line of the task if the key is missing. */
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

/** Returns the line and column of a key of a task. If the task does not have the key, returns the position of its key `files`. */
function placeOfKey(task: YAMLMap, key: string, place: PlaceOf): string {
  return place(task.get(key, true) ?? task.get('files', true))
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
