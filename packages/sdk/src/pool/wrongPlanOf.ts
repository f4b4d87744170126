import { address, hex32, type PoolSigningDomain } from '@infinitio/domain'
import type { JobWire } from '@infinitio/domain/wire'
import { batchIdOf, jobCostOf } from '@infinitio/tasks'
import { jobPlanFromWire } from './jobEvents.ts'
import { leasePlanFromWire } from './leaseEvents.ts'
import { wrongLeaseOf } from './wrongLeaseOf.ts'

type CheckedJob = Pick<JobWire, 'account' | 'spec'> & { readonly tasks: Readonly<Record<string, Pick<JobWire['tasks'][string], 'plan' | 'lease'>>> }

/**
 * Checks the plans that the market's scheduler made for the tasks of a job. Returns the name of the first task with a plan that the job's account should not
 * approve, or null if all plans are right. A plan is wrong in three cases: its batch has another account, id or input than it should have; its stated cost
 * differs from the cost calculated from the batch; it allows machines of a lower tier or with less memory than the job asks for. A plan for rented machines is
 * wrong if it is above the limits of its task.
 */
export function wrongPlanOf(job: CheckedJob, domain: PoolSigningDomain): string | null {
  for (const [name, { plan: wire, lease }] of Object.entries(job.tasks)) {
    if (lease !== null && lease !== undefined && wrongLeaseOf(job.spec.tasks[name]?.lease, leasePlanFromWire(lease.plan)) !== null) return name
    if (wire === null) continue
    const { batch, batchId, input, cost } = jobPlanFromWire(wire)
    const { minTier = 0, minVramGib = 0 } = job.spec.tasks[name]?.machines ?? {}
    const hasMachines = batch.minTier >= minTier && batch.minVramGib >= minVramGib
    const isRight =
      hasMachines &&
      batch.submitter === address(job.account) &&
      batch.inputRoot === input &&
      batchIdOf(domain, batch) === hex32(batchId) &&
      isCostOf(batch, cost)
    if (!isRight) return name
  }
  return null
}

function isCostOf(batch: Parameters<typeof jobCostOf>[0], cost: ReturnType<typeof jobCostOf>): boolean {
  const own = jobCostOf(batch, cost.baseFee)
  return own.reward === cost.reward && own.checks === cost.checks && own.fees === cost.fees && own.total === cost.total
}
