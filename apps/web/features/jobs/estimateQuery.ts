import { zeroAddress } from '@infinitio/domain'
import type { TakersWire } from '@infinitio/domain/wire'
import type { FileSource, JobFile } from '@infinitio/jobs/file'
import type { FileFacts, JobEstimate, PricedSteps } from '@infinitio/jobs/price'
import { getChain, getClasses, getTakers, refusal } from '@infinitio/sdk'
import type { TaskPool } from '@infinitio/sdk/pool'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { exampleOfPath } from '#web/features/jobs/exampleFile.ts'
import { type ChosenFile, fileFacts } from '#web/features/jobs/fileFacts.ts'
import { type JobDraft, jobOf } from '#web/features/jobs/jobDraft.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** A job whose price is asked while a person writes it. `files` has the chosen files by the text of their source. */
export type EstimateAsk = Pick<JobFile, 'deadlineSeconds' | 'priority'> & {
  readonly steps: PricedSteps
  readonly files: ReadonlyMap<string, ChosenFile>
}

/**
 * What a job costs at most now, who can take its tasks, and about how many seconds machines run them with the providers that are free now. `takers` are those of the step that fewest can take; null if no price
 * is known. `seconds` is null if nobody can take a step.
 */
export type LiveEstimate = JobEstimate & { readonly takers: TakersWire['takers']; readonly seconds: number | null }

/** A person who types does not need a price for each letter. */
const pauseMs = 300
const everyMs = 15_000

/** Query for the price of a job that is not stored. Waits for a pause in typing. Shows the price before while it asks. */
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

/** Returns what to ask for the price of a draft without faults. Its file has no hash before it is stored. */
export function askOfDraft(draft: JobDraft, file: ChosenFile): EstimateAsk {
  const { tasks, deadlineSeconds } = jobOf(draft, '')
  const source = { kind: 'path', path: draft.kind } as const
  const steps = Object.entries(tasks).map(([name, { adapter, needs, fields, files }]) => {
    return [name, { adapter, needs, fields, files: Object.fromEntries(Object.keys(files).map((key) => [key, source])) }] as const
  })
  return { steps: Object.fromEntries(steps), deadlineSeconds, priority: draft.priority, files: new Map([[sourceText(source), file]]) }
}

/** Returns what to ask for the price of a job file. `files` are the chosen ones by path; the page writes those of examples. */
export function askOfYaml({ tasks: steps, deadlineSeconds, priority }: JobFile, files: ReadonlyMap<string, File>): EstimateAsk {
  const chosen = new Map<string, ChosenFile>()
  for (const source of Object.values(steps).flatMap((step) => Object.values(step.files))) {
    const file = source.kind === 'path' ? (files.get(source.path) ?? exampleOfPath(source.path)) : null
    if (file !== null) chosen.set(sourceText(source), file)
  }
  return { steps, deadlineSeconds, priority, files: chosen }
}

/** Returns the text by which `EstimateAsk.files` names the source of a file. */
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
  const known = Object.values(estimate.steps).flatMap((step) => (step.kind === 'known' ? [step] : []))
  const kinds = new Map(known.map(({ batch: { chunks, reward } }) => [`${chunks} ${reward}`, { chunks, reward: `${reward}` }]))
  const counts = await Promise.all([...kinds.values()].map(async (kind) => (await getTakers(browserApi, kind)).takers))
  const takers = counts.reduce((least, one) => (least === null || (one !== null && one.able < least.able) ? one : least), null)
  const spans = known.map((step) => workSpan(step, takers?.able ?? 0))
  const seconds = spans.reduce((sum: number | null, span) => (sum === null || span === null ? null : sum + span), 0)
  return { ...estimate, takers, seconds: known.length === 0 ? null : seconds }
}

async function openPool(): Promise<TaskPool> {
  const { openTaskPool } = await import('@infinitio/sdk/pool')
  const chain = await getChain(browserApi)
  const pool = await openTaskPool({ rpcUrl: new URL('/api/v1/rpc', window.location.origin).href, chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return pool
}

/** Steps of a matrix are often alike, and the base fee depends only on these numbers. */
function quoteOnce(pool: TaskPool): TaskPool['quote'] {
  const asked = new Map<string, ReturnType<TaskPool['quote']>>()
  return (batch) => {
    const key = [batch.count, batch.chunks, batch.reward, batch.runSeconds].join(' ')
    const found = asked.get(key) ?? pool.quote(batch)
    asked.set(key, found)
    return found
  }
}
