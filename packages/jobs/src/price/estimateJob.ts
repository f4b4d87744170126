import { AdapterError, type JobCost, type JobPlan } from '@infinitio/tasks'
import type { FileSource, JobFileTask } from '@infinitio/sdk/job-file'
import { priceWork, type WorkPricing, type WorkTerms } from './priceWork.ts'
import { type FileFacts, workSize, type WorkSize } from './workSize.ts'

/**
 * The price of one step of a job.
 * - `known`: its size, the batch of tasks that it buys, and its cost.
 * - `later`: it needs the results of steps that have not run.
 * - `unread`: it depends on a file that is not chosen, or that only the scheduler reads.
 * - `wrong`: the step could not run, for this reason.
 */
export type StepEstimate =
  | ({ readonly kind: 'known'; readonly size: WorkSize } & Pick<JobPlan, 'batch' | 'seconds' | 'cost'>)
  | { readonly kind: 'later' | 'unread' }
  | { readonly kind: 'wrong'; readonly reason: string }

/** The price of a job before it is stored. `cost` is the sum of all known prices of steps; null if none is known. */
export type JobEstimate = { readonly steps: Readonly<Record<string, StepEstimate>>; readonly cost: JobCost | null }

/** The steps of a job by name, with the parts that their price depends on. */
export type PricedSteps = Readonly<Record<string, Pick<JobFileTask, 'fields' | 'files' | 'needs' | 'machines'> & { readonly adapter: string }>>
/** Returns the facts of a file (its size and its rows), or null if nothing is known about it. */
type FactsOf = (source: FileSource) => FileFacts | null

const parts = ['reward', 'checks', 'fees', 'baseFee', 'total'] as const satisfies readonly (keyof JobCost)[]
const noWord = `0x${'0'.repeat(64)}` as JobPlan['input']

/**
 * Returns the most that the steps of a job cost at present prices. Leaves out steps whose price is not known yet, because their files are read only when the
 * job is stored. Rejects with the errors of the market and the pool.
 */
export async function estimateJob(
  pricing: WorkPricing,
  { steps, terms, factsOf }: { readonly steps: PricedSteps; readonly terms: WorkTerms; readonly factsOf: FactsOf },
): Promise<JobEstimate> {
  const found = await Promise.all(
    Object.entries(steps).map(async ([name, step]) => [name, await estimateStep(pricing, { step, terms, factsOf })] as const),
  )
  const costs = found.flatMap(([, step]) => (step.kind === 'known' ? [step.cost] : []))
  const sum = (part: keyof JobCost) => costs.reduce((total, cost) => total + cost[part], 0n)
  const cost = costs.length === 0 ? null : (Object.fromEntries(parts.map((part) => [part, sum(part)])) as JobCost)
  return { steps: Object.fromEntries(found), cost }
}

type OneStep = { readonly step: PricedSteps[string]; readonly terms: WorkTerms; readonly factsOf: FactsOf }

async function estimateStep(pricing: WorkPricing, { step, terms, factsOf }: OneStep): Promise<StepEstimate> {
  if (step.needs.length > 0 && Object.values(step.files).some(({ kind }) => kind === 'result')) return { kind: 'later' }
  const facts = Object.entries(step.files).map(([name, source]) => [name, factsOf(source)] as const)
  try {
    const size = workSize(step, new Map(facts))
    if (size === null) return { kind: 'unread' }
    return { kind: 'known', size, ...(await priceWork(pricing, { size, terms, salt: noWord, inputRoot: noWord, machines: step.machines })) }
  } catch (error) {
    if (error instanceof AdapterError) return { kind: 'wrong', reason: error.message }
    throw error
  }
}
