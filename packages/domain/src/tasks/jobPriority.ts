import { assertNever } from '../assertNever.ts'

/**
 * The priorities of a job (a group of tasks). A priority decides how much the job pays for its tasks. A machine runs the task with the highest pay per second
 * first.
 */
export const jobPriorities = ['urgent', 'normal', 'economy'] as const
/** The type of the priority of a job (a group of tasks). */
export type JobPriority = (typeof jobPriorities)[number]

/**
 * Returns the reward and the tip of a task, in PToken base units. `reference` is the pay at the pool's reference price.
 * - `normal`: the reward is `reference`, without a tip.
 * - `urgent`: the reward and the tip are `reference` each.
 * - `economy`: the reward is half of `reference`, rounded up, without a tip. The pool accepts no less than half.
 */
export function payOfPriority(reference: bigint, priority: JobPriority): { readonly reward: bigint; readonly tip: bigint } {
  switch (priority) {
    case 'urgent':
      return { reward: reference, tip: reference }
    case 'normal':
      return { reward: reference, tip: 0n }
    case 'economy':
      return { reward: (reference + 1n) / 2n, tip: 0n }
    default:
      return assertNever(priority)
  }
}
