import { formatDuration, formatPt } from '@infinitio/sdk'
import type { HeldLease, JobCost, JobPlan, JobTaskState, LeasePlan } from '@infinitio/tasks'

const shownDigits = 6
const secondsPerHour = 3_600n

/** Formats an amount of base units in PT. */
export function ptText(amount: bigint): string {
  return formatPt(amount, { digits: shownDigits })
}

/** The prices of a job's tasks. `plans`: tasks that run as batches (tasks submitted together) in the task pool. `leases`: tasks that run on leased machines. */
export type JobPrices = { readonly plans: readonly (readonly [string, JobPlan])[]; readonly leases: readonly (readonly [string, LeasePlan])[] }

/** Returns the price of some tasks as lines of a table, split into its parts such as reward and fees. */
export function priceLines({ plans, leases }: JobPrices): [string, string][] {
  return [...(plans.length === 0 ? [] : costLines(plans)), ...leases.flatMap(leaseLines)]
}

/** Describes in words the machines that a task of a job may rent. */
export function leaseText({ gpus, seconds, maxPricePerGpuSecond }: LeasePlan): string {
  return `leases for up to ${formatDuration(seconds)}, ${gpus} GPU, up to ${ptText(maxPricePerGpuSecond * secondsPerHour)} PT per GPU-hour`
}

function leaseLines([name, lease]: readonly [string, LeasePlan]): [string, string][] {
  return [
    [name, leaseText(lease)],
    ['Time, at most', `${ptText(lease.cost.time)} PT`],
    ['Fees, at most', `${ptText(lease.cost.fees)} PT`],
    ['Together, at most', `${ptText(lease.cost.total)} PT`],
  ]
}

/** Returns the JSON form of a task that runs on rented machines. `paid` is the cost of its leases so far. */
export function leaseValue(task: Extract<JobTaskState, { lease: LeasePlan }>, { paid, checkpoints }: HeldLease) {
  const { time, fees, total } = task.lease.cost
  return {
    ...{ phase: task.phase, attempt: task.attempt, leaseId: 'leaseId' in task ? task.leaseId : null },
    ...{ cost: { time: `${time}`, fees: `${fees}`, total: `${total}` }, paid: `${paid}`, checkpoint: checkpoints[0]?.name ?? null },
    ...(task.phase === 'done' ? { result: task.result, file: task.file } : {}),
  }
}

/** Returns the total price of some batches (tasks submitted together to the task pool) as lines of a table, split into its parts such as reward and fees. */
function costLines(plans: readonly (readonly [string, JobPlan])[]): [string, string][] {
  const sum = (part: keyof JobCost) => `${ptText(plans.reduce((before, [, { cost }]) => before + cost[part], 0n))} PT`
  const work = plans.map(([name, { batch }]): [string, string] => [name, `${batch.count} tasks of ${batch.chunks} chunks`])
  return [
    ...work,
    ['Reward', sum('reward')],
    ['Checks, at most', sum('checks')],
    ['Fees', sum('fees')],
    ['Base fee, at most', sum('baseFee')],
    ['Together, at most', sum('total')],
  ]
}

/** Returns a price in the form of the JSON output: amounts in base units as decimal strings. */
export function costValue(cost: JobCost): Readonly<Record<keyof JobCost, string>> {
  const { reward, checks, fees, baseFee, total } = cost
  return { reward: `${reward}`, checks: `${checks}`, fees: `${fees}`, baseFee: `${baseFee}`, total: `${total}` }
}
