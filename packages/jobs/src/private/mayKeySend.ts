import { address } from '@infinitio/domain'
import { jobPlanToWire, wrongPlanOf } from '@infinitio/sdk/pool'
import { AdapterError, type JobInput, type JobPlan } from '@infinitio/tasks'
import { priceWork } from '../price/priceWork.ts'
import { hereAdapterOf } from './hereAdapters.ts'
import type { HereEffects } from './hereEffects.ts'
import { type HereJob, openSpec } from './hereJob.ts'
import { type DuePlan, ownInputOf } from './ownPlans.ts'

type Sending = DuePlan & { readonly job: HereJob }

/**
 * Returns true if the allowed key may send a plan without asking the owner: the plan is of this job (`isOwnPlan`), it is right (`wrongPlanOf`), and it pays
 * hardly more and allows no other machines than this program would plan now. The market stores the plans, so a dishonest market could raise the reward or lower the
 * tier. Rejects with the errors of the market.
 */
export async function mayKeySend(effects: HereEffects, { job, task, plan }: Sending): Promise<boolean> {
  const input = await ownInputOf(effects, { job, task, plan })
  if (input === null) return false
  const tasks = { [task]: { plan: jobPlanToWire(plan), lease: null } }
  if (wrongPlanOf({ account: job.account, spec: job.spec, tasks }, effects.pool.domain) !== null) return false
  try {
    return isAsPriced(plan, await pricedNow(effects, { job, task, plan, input }))
  } catch (error) {
    if (error instanceof AdapterError) return false
    throw error
  }
}

async function pricedNow(effects: HereEffects, { job, task, plan, input }: Sending & { readonly input: JobInput }): Promise<JobPlan['batch']> {
  const definition = (await openSpec(effects, job)).tasks[task]
  if (definition === undefined) throw new Error(`the job has no task ${task}`)
  const { digest, estimate } = hereAdapterOf(definition)
  const { deadlineSeconds, priority = 'normal' } = job.spec
  const { batch } = await priceWork(effects, {
    size: { tasks: plan.batch.count, chunks: input.chunks, digest, estimate: estimate(input) },
    terms: { owner: address(job.account), deadlineSeconds, priority },
    ...{ salt: plan.batch.salt, inputRoot: plan.input, machines: definition.machines },
  })
  return batch
}

/** A plan may pay a tenth more than its price now, because prices can fall between a plan and its submission. */
const mostRise = 10n

/** The deadline may differ, and so may the audit share, which follows the gas price. The pool returns the unused part of that share. */
function isAsPriced({ batch }: JobPlan, now: JobPlan['batch']): boolean {
  const { reward, tip, ...planned } = batch
  const same = ['classMask', 'refClass', 'minTier', 'minVramGib', 'runSeconds', 'fetchSeconds', 'storeKey'] as const
  return reward <= now.reward + now.reward / mostRise && tip <= now.tip + now.tip / mostRise && same.every((field) => planned[field] === now[field])
}
