import type { Hex32 } from '@infinitio/domain'
import { batchIdOf, type TaskPool } from '@infinitio/sdk/pool'
import { inputRootOf, type JobPlan } from '@infinitio/tasks'
import type { MachineWish } from '@infinitio/sdk/job-file'
import { priceWork, type WorkPricing, type WorkTerms } from './priceWork.ts'
import type { WorkSize } from './workSize.ts'

/** The work to plan: its size, its terms, the text of its stored input, and the machines that may do it (all if absent). */
export type WorkToPlan = {
  readonly size: WorkSize
  readonly terms: WorkTerms
  readonly salt: Hex32
  readonly text: string
  readonly machines: MachineWish | undefined
}

/** Returns the plan of a step: the batch to submit, with its id and its cost now. Throws AdapterError if one of its tasks may run longer than the pool allows. */
export async function pricePlan(
  { classes, pool }: WorkPricing & { readonly pool: Pick<TaskPool, 'domain'> },
  { size, terms, salt, text, machines }: WorkToPlan,
): Promise<JobPlan> {
  const inputRoot = inputRootOf(text)
  const priced = await priceWork({ classes, pool }, { size, terms, salt, inputRoot, machines })
  return { batchId: batchIdOf(pool.domain, priced.batch), input: inputRoot, ...priced }
}
