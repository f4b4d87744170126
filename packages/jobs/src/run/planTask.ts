import { stat } from 'node:fs/promises'
import { type Hex32, mostPrivateBytes } from '@infinitio/domain'
import { AdapterError, type Bought, type JobCommand, type JobInput, type JobPlan, partText } from '@infinitio/tasks'
import { type JobAdapter, jobAdapterOf } from '../adapters/index.ts'
import type { FileSource } from '@infinitio/sdk/job-file'
import { pricePlan } from '../price/pricePlan.ts'
import type { WorkSize } from '../price/workSize.ts'
import type { JobEffects, JobWork, WorkTask } from './jobEffects.ts'
import { openInput, publishInput } from './jobPrivacy.ts'

/**
 * A request to plan a task of a job: to calculate what its machines must do, and what that costs. If `isStored` is false, only calculates the price and stores
 * no files.
 */
export type PlanRequest = {
  readonly work: JobWork
  readonly command: Pick<Extract<JobCommand, { kind: 'plan' }>, 'task' | 'salt' | 'results' | 'bought'>
  readonly signal: AbortSignal
  readonly isStored: boolean
}

/**
 * Checks a task, and asks what it costs now. Stores its files and its input for the machines that run it, unless the request asks only for a price. Throws
 * AdapterError with field and line.
 */
export async function planTask(effects: Omit<JobEffects, 'journal' | 'sender'>, { work, command, signal, isStored }: PlanRequest): Promise<JobPlan> {
  const task = work.tasks[command.task]
  if (task === undefined) throw new Error(`the job has no task ${command.task}`)
  if (command.bought !== undefined) return await planMissing(effects, { work, task, salt: command.salt, bought: command.bought })
  const { adapter, prepare, textOf } = jobAdapterOf(task.adapter)
  if (effects.privacy !== null && adapter.lacks !== undefined)
    throw new AdapterError('inputInvalid', `${task.adapter} cannot be private: machines read what a task needs before they accept it`, {
      field: 'private',
    })
  const { fileBytes, splitSeconds, ...whole } = effects.limits
  // Only the module of this adapter runs before its job is paid.
  const limits = task.adapter === 'custom@1' && splitSeconds !== undefined ? { ...whole, seconds: Math.min(whole.seconds, splitSeconds) } : whole
  const mostBytes = effects.privacy === null ? fileBytes : Math.min(fileBytes, mostPrivateBytes)
  const sources = { files: task.files, results: command.results }
  const release = effects.store.hold?.(storedNames(sources))
  try {
    const { files, input } = await fetchThen(effects, sources, async (found) => {
      for (const [name, path] of found) await refuseLarge(name, path, mostBytes)
      return { files: found, input: await prepare({ fields: task.fields, files: found }, { limits, signal }) }
    })
    const text = textOf(input)
    const stored = isStored ? await publishInput(effects, { input, text, files }) : text
    return await pricePlan(effects, { terms: work, salt: command.salt, text: stored, size: sizeOf(adapter, input), machines: task.machines })
  } finally {
    release?.()
  }
}

type Sources = { readonly files: Readonly<Record<string, FileSource>>; readonly results: Readonly<Record<string, Hex32>> }

/**
 * Fetches the files of a task within a turn, and then runs work with their paths. Otherwise many jobs that nobody paid for could fill the disk of a scheduler
 * at once. Large files are fetched before the turn, and only for one job at a time, because their fetch takes minutes.
 */
async function fetchThen<Result>(
  effects: Omit<JobEffects, 'journal' | 'sender'>,
  sources: Sources,
  work: (files: ReadonlyMap<string, string>) => Promise<Result>,
): Promise<Result> {
  const { isFar } = effects.store
  const fetchAll = () => filesOf(effects, sources.files, sources.results)
  const inTurn = effects.inPlanTurn ?? effects.inTurn
  const now = () => inTurn(async () => work(await fetchAll()))
  if (isFar === undefined || effects.inLargeTurn === undefined) return await now()
  const near = await inTurn(async () => {
    for (const sha256 of storedNames(sources)) if (await isFar(sha256)) return null
    return { result: await work(await fetchAll()) }
  })
  if (near !== null) return near.result
  return await effects.inLargeTurn(async () => {
    await fetchAll()
    return await now()
  })
}

/** Returns the names of the files that are in the store. */
export function storedNames({ files, results }: Sources): Hex32[] {
  return Object.values(files).flatMap((source) =>
    source.kind === 'path' ? [] : ((source.kind === 'hash' ? source.sha256 : results[source.task]) ?? []),
  )
}

type Missing = { readonly work: JobWork; readonly task: WorkTask; readonly salt: Hex32; readonly bought: Bought }

/**
 * Plans a batch of the tasks that still lack a result. Uses the stored input of the first batch, because a file of this computer may have changed since then.
 * Stores the input and its files again, because stored files expire.
 */
async function planMissing(
  effects: Omit<JobEffects, 'journal' | 'sender'>,
  { work, task, salt, bought: { input: of, missing } }: Missing,
): Promise<JobPlan> {
  const { adapter } = jobAdapterOf(task.adapter)
  const { whole, text: plain, sealed } = await openInput(effects, of)
  const input = adapter.parse(plain)
  const files = sealed === null ? Object.values(input.files) : [sealed.input, ...sealed.files]
  for (const file of files) {
    const release = effects.store.hold?.([file.sha256])
    await effects.store.publishFile(file, await effects.store.fetch(file.sha256)).finally(release)
  }
  const text = partText({ of, only: missing })
  for (const stored of [whole, text]) await effects.store.publish(new TextEncoder().encode(stored))
  // One task takes the same time whether few or all tasks are bought. The estimate is therefore made from the whole input.
  return await pricePlan(effects, { terms: work, salt, text, size: { ...sizeOf(adapter, input), tasks: missing.length }, machines: task.machines })
}

function sizeOf({ digest, estimate }: JobAdapter['adapter'], input: JobInput): WorkSize {
  return { tasks: input.tasks, chunks: input.chunks, digest, estimate: estimate(input) }
}

/** Returns the path of each file of a task on this computer. `results` has the results of the tasks that this task depends on, by their hashes. */
export async function filesOf(
  { store }: Pick<JobEffects, 'store'>,
  files: Readonly<Record<string, FileSource>>,
  results: Readonly<Record<string, Hex32>>,
): Promise<Map<string, string>> {
  const paths = new Map<string, string>()
  for (const [name, source] of Object.entries(files)) {
    if (source.kind === 'path') paths.set(name, store.pathOf(source.path))
    else paths.set(name, await store.fetch(source.kind === 'hash' ? source.sha256 : resultOf(results, source.task)))
  }
  return paths
}

function resultOf(results: Readonly<Record<string, Hex32>>, task: string): Hex32 {
  const found = results[task]
  if (found === undefined) throw new Error(`the task ${task} has no result yet`)
  return found
}

/** Throws AdapterError for a file that is missing or has more than `most` bytes. */
export async function refuseLarge(name: string, path: string, most: number): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    (cause: unknown) => {
      throw new AdapterError('inputInvalid', `${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { field: 'files' })
    },
  )
  if (size > most) throw new AdapterError('inputInvalid', `${name} has ${size} bytes, and at most ${most} are allowed`, { field: 'files' })
}
