import { formatPt } from '@infinitio/sdk'
import type { JobCost, JobPlan } from '@infinitio/tasks'

const shownDigits = 6

/** Returns an amount of base units as text. */
export function ptText(amount: bigint): string {
  return formatPt(amount, { digits: shownDigits })
}

/** Returns the price of some batches by part, as lines of a table. */
export function costLines(plans: readonly (readonly [string, JobPlan])[]): [string, string][] {
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

/** Returns a price as JSON has it. */
export function costValue(cost: JobCost): Readonly<Record<keyof JobCost, string>> {
  const { reward, checks, fees, baseFee, total } = cost
  return { reward: `${reward}`, checks: `${checks}`, fees: `${fees}`, baseFee: `${baseFee}`, total: `${total}` }
}
