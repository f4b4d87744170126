import type { Address, Hex32, JobPriority } from '@infinitio/domain'
import { type BatchDraft, priceBatch, type TaskPool } from '@infinitio/sdk/pool'
import { AdapterError, jobCostOf, type JobPlan } from '@infinitio/tasks'
import type { WorkSize } from './workSize.ts'

/** The pool takes no task that may run longer. */
const mostRunSeconds = 3_600n
/** The base fee may move by an eighth for every 100 blocks until the owner agrees. A batch whose fee rose further is refused and planned again. */
const feeRoom = { times: 3n, of: 2n } as const

/** The account that pays a step, how long machines can take its tasks, and what they are paid. */
export type WorkTerms = { readonly owner: Address; readonly deadlineSeconds: number; readonly priority: JobPriority }
/** The market and the pool, as far as a price depends on them. */
export type WorkPricing = {
  readonly classes: () => Promise<BatchDraft['classes']>
  readonly pool: Pick<TaskPool, 'quote' | 'runGas' | 'now'>
}

/** Returns the batch of a step and what it costs at most now. Throws AdapterError if one of its tasks may run longer than the pool allows. */
export async function priceWork(
  { classes, pool }: WorkPricing,
  { size, terms, salt, inputRoot }: { readonly size: WorkSize; readonly terms: WorkTerms; readonly salt: Hex32; readonly inputRoot: Hex32 },
): Promise<Pick<JobPlan, 'batch' | 'seconds' | 'cost'>> {
  const [known, now, runGas] = await Promise.all([classes(), pool.now(), pool.runGas()])
  const { tasks, chunks, digest, estimate } = size
  const batch = priceBatch({
    ...{ salt, submitter: terms.owner, adapter: digest, inputRoot, tasks, chunks },
    ...{ estimate, classes: known, runGas, now, deadlineSeconds: terms.deadlineSeconds, priority: terms.priority },
  })
  if (batch.runSeconds > mostRunSeconds)
    throw new AdapterError(
      'inputInvalid',
      `a task would take up to ${batch.runSeconds} s, and at most ${mostRunSeconds} s are allowed: make more tasks`,
    )
  const { baseFee } = await pool.quote(batch)
  return { batch, seconds: estimate.seconds, cost: jobCostOf(batch, (baseFee * feeRoom.times + feeRoom.of - 1n) / feeRoom.of) }
}
