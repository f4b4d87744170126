import { type Address, type Hex32, idsMeant, type JobPriority } from '@infinitio/domain'
import { type BatchDraft, priceBatch, type TaskPool } from '@infinitio/sdk/pool'
import { AdapterError, jobCostOf, type JobPlan } from '@infinitio/tasks'
import type { MachineWish } from '@infinitio/sdk/job-file'
import type { WorkSize } from './workSize.ts'

/** Maximum run time of one task on a machine, in seconds. The task pool accepts no task that may run longer. */
const mostRunSeconds = 3_600n
/**
 * The factor by which the pool's base fee may rise before the owner approves the price (3/2). The price already includes this rise. If the fee rises further,
 * the pool refuses the batch, and the step is planned again.
 */
const feeRoom = { times: 3n, of: 2n } as const

/**
 * The terms under which a step of a job is bought: the account that pays, the seconds within which machines must accept its tasks, and a priority, on which the
 * pay depends.
 */
export type WorkTerms = { readonly owner: Address; readonly deadlineSeconds: number; readonly priority: JobPriority }
type PricedWork = {
  readonly size: WorkSize
  readonly terms: WorkTerms
  readonly salt: Hex32
  readonly inputRoot: Hex32
  readonly machines?: MachineWish | undefined
}
/** The parts of the market and the pool from which a price is calculated. */
export type WorkPricing = {
  readonly classes: () => Promise<BatchDraft['classes']>
  readonly pool: Pick<TaskPool, 'quote' | 'runGas' | 'now'>
}

/**
 * Returns the batch (the order of tasks at the pool) for a step of a job, and the most that it costs now. `machines` limits the machines that may take its
 * tasks. Throws AdapterError if one of its tasks may run longer than the pool allows, or if the market has no GPU class for these machines.
 */
export async function priceWork(
  { classes, pool }: WorkPricing,
  { size, terms, salt, inputRoot, machines = {} }: PricedWork,
): Promise<Pick<JobPlan, 'batch' | 'seconds' | 'cost'>> {
  const [known, now, runGas] = await Promise.all([classes(), pool.now(), pool.runGas()])
  const { tasks, chunks, digest, estimate } = size
  const batch = priceBatch({
    ...{ salt, submitter: terms.owner, adapter: digest, inputRoot, tasks, chunks },
    ...{ classes: wantedClasses(known, machines), minTier: machines.minTier ?? 0, minVramGib: machines.minVramGib ?? 0 },
    ...{ estimate, runGas, now, deadlineSeconds: terms.deadlineSeconds, priority: terms.priority },
  })
  if (batch.runSeconds > mostRunSeconds)
    throw new AdapterError(
      'inputInvalid',
      `a task would take up to ${batch.runSeconds} s, and at most ${mostRunSeconds} s are allowed: make more tasks`,
    )
  const { baseFee } = await pool.quote(batch)
  return { batch, seconds: estimate.seconds, cost: jobCostOf(batch, (baseFee * feeRoom.times + feeRoom.of - 1n) / feeRoom.of) }
}

/**
 * Returns the GPU classes of which machines may take the tasks of a step. Throws AdapterError if the market has no class with these words, or none with so much
 * memory.
 */
function wantedClasses(classes: BatchDraft['classes'], { class: words, minVramGib = 0 }: MachineWish): BatchDraft['classes'] {
  const named = words === undefined ? classes : classesMeant(classes, words)
  const large = named.filter(({ vramGib }) => vramGib >= minVramGib)
  if (large.length > 0) return large
  throw new AdapterError('inputInvalid', `no GPU of ${words ?? 'this market'} has ${minVramGib} GB of memory`, { field: 'resources' })
}

function classesMeant(classes: BatchDraft['classes'], words: string): BatchDraft['classes'] {
  const meant = idsMeant(
    words,
    classes.map(({ classId, name }) => ({ id: classId, name })),
  )
  if ('unknown' in meant) throw new AdapterError('inputInvalid', `the market has no class ${meant.unknown}`, { field: 'resources' })
  return classes.filter(({ classId }) => meant.ids.includes(classId))
}
