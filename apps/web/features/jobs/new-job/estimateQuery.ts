import { isHex32, type TaskBatch, zeroAddress } from '@infinitio/domain'
import type { TakersQueryWire, TakersWire } from '@infinitio/domain/wire'
import type { FileSource, JobFile } from '@infinitio/sdk/job-file'
import type { FileFacts, JobEstimate, PricedSteps } from '@infinitio/jobs/price'
import { getChain, getClasses, getTakers, refusal } from '@infinitio/sdk'
import type { TaskPool } from '@infinitio/sdk/pool'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { exampleOfPath } from '#web/features/jobs/new-job/exampleFile.ts'
import { type ChosenFile, fileFacts } from '#web/features/jobs/new-job/fileFacts.ts'
import { type JobDraft, jobOf } from '#web/features/jobs/new-job/jobDraft.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** A job to estimate while the user still writes it. `files` maps the source of each file, as text, to the file that the user chose. */
export type EstimateAsk = Pick<JobFile, 'deadlineSeconds' | 'priority'> & {
  readonly steps: PricedSteps
  readonly files: ReadonlyMap<string, ChosenFile>
}

/**
 * The estimate of a job: its highest possible cost now, the providers that can take its tasks, and about how long the work takes. `takers` is for the step that
 * the fewest providers can take; it is null if no price is known. `seconds` is the time that the providers that are free now would need; it is null if no
 * provider can take one of the steps.
 */
export type LiveEstimate = JobEstimate & { readonly takers: TakersWire['takers']; readonly seconds: number | null }

/** How long a visitor must stop typing before a price is requested, in milliseconds. Without this pause, each key press would send a request. */
const pauseMs = 300
const everyMs = 15_000

/**
 * Query for the price of a job that is not stored yet. It sends its request when the visitor stops typing, and shows the previous price while it loads a new
 * one.
 */
export const estimateQuery = (ask: EstimateAsk | null) =>
  queryOptions({
    queryKey: ['jobs', 'estimate', ask === null ? null : keyOf(ask)],
    queryFn: async ({ signal }) => {
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      signal.throwIfAborted()
      if (ask === null) throw new Error('there is nothing to price')
      return await readEstimate(ask)
    },
    enabled: ask !== null,
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
    gcTime: everyMs,
  })

/** Returns the fields of a job that its price depends on, from a valid draft of the form. The job's file is not stored yet, so it has no hash. */
export function askOfDraft(draft: JobDraft, file: ChosenFile): EstimateAsk {
  const { tasks, deadlineSeconds } = jobOf(draft, '')
  const source = { kind: 'path', path: draft.kind } as const
  const steps = Object.entries(tasks).map(([name, { adapter, needs, fields, files, machines }]) => {
    const sources = Object.fromEntries(Object.keys(files).map((key) => [key, source]))
    return [name, { adapter, needs, fields, ...(machines === undefined ? {} : { machines }), files: sources }] as const
  })
  return { steps: Object.fromEntries(steps), deadlineSeconds, priority: draft.priority, files: new Map([[sourceText(source), file]]) }
}

/**
 * Returns the job to estimate from a job file. `files` has the files that the user chose, by path. An example file needs no choice, because the page can create
 * it.
 */
export function askOfYaml({ tasks: steps, deadlineSeconds, priority }: JobFile, files: ReadonlyMap<string, File>): EstimateAsk {
  const chosen = new Map<string, ChosenFile>()
  for (const source of Object.values(steps).flatMap((step) => Object.values(step.files))) {
    const file = source.kind === 'path' ? (files.get(source.path) ?? exampleOfPath(source.path)) : null
    if (file !== null) chosen.set(sourceText(source), file)
  }
  return { steps, deadlineSeconds, priority, files: chosen }
}

/** Returns the key under which `EstimateAsk.files` has the file of this source. */
function sourceText(source: FileSource): string {
  return JSON.stringify(source)
}

function keyOf({ steps, deadlineSeconds, priority, files }: EstimateAsk): string {
  const named = [...files].map(([source, file]) => [source, typeof file === 'string' ? file : `${file.name} ${file.size} ${file.lastModified}`])
  return JSON.stringify({ steps, deadlineSeconds, priority, named })
}

async function readEstimate({ steps, deadlineSeconds, priority, files }: EstimateAsk): Promise<LiveEstimate> {
  const [{ estimateJob, workSpan }, pool, { classes }] = await Promise.all([import('@infinitio/jobs/price'), openPool(), getClasses(browserApi)])
  const facts = new Map<string, FileFacts>()
  for (const [source, file] of files) facts.set(source, await fileFacts(file))
  const [now, runGas] = await Promise.all([pool.now(), pool.runGas()])
  const pricing = { classes: async () => classes, pool: { now: async () => now, runGas: async () => runGas, quote: quoteOnce(pool) } }
  const terms = { owner: zeroAddress, deadlineSeconds, priority }
  const factsOf = (source: FileSource) => facts.get(sourceText(source)) ?? null
  const estimate = await estimateJob(pricing, { steps, terms, factsOf })
  const known = Object.entries(estimate.steps).flatMap(([name, step]) => (step.kind === 'known' ? [{ ...step, fields: steps[name]?.fields }] : []))
  const queries = known.map(({ batch, fields }) => takersQueryOf(batch, fields?.fingerprint))
  const kinds = new Map(queries.map((query) => [JSON.stringify(query), query]))
  const counts = await Promise.all([...kinds.values()].map(async (kind) => (await getTakers(browserApi, kind)).takers))
  const takers = counts.reduce((least, one) => (least === null || (one !== null && one.able < least.able) ? one : least), null)
  const spans = known.map((step) => workSpan(step, takers?.able ?? 0))
  const seconds = spans.reduce((sum: number | null, span) => (sum === null || span === null ? null : sum + span), 0)
  return { ...estimate, takers, seconds: known.length === 0 ? null : seconds }
}

function takersQueryOf({ chunks, reward, classMask, minVramGib, minTier }: TaskBatch, fingerprint: unknown): TakersQueryWire {
  const named = typeof fingerprint === 'string' && isHex32(fingerprint) ? { fingerprint } : {}
  return { chunks, reward: `${reward}`, classMask: `${classMask}`, minVramGib, minTier, ...named }
}

async function openPool(): Promise<TaskPool> {
  const { openTaskPool } = await import('@infinitio/sdk/pool')
  const chain = await getChain(browserApi)
  const pool = await openTaskPool({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href, chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return pool
}

/**
 * Returns a function that asks the task pool for the price of a batch of tasks, but only once for equal batches. The price depends on five numbers. Steps that
 * a job repeats with other inputs (a matrix) often have the same five numbers.
 */
function quoteOnce(pool: TaskPool): TaskPool['quote'] {
  const asked = new Map<string, ReturnType<TaskPool['quote']>>()
  return (batch) => {
    const key = [batch.count, batch.chunks, batch.reward, batch.runSeconds, batch.refClass].join(' ')
    const found = asked.get(key) ?? pool.quote(batch)
    asked.set(key, found)
    return found
  }
}
