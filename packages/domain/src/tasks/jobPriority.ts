import { assertNever } from '../assertNever.ts'

/** The priorities of a job (a group of tasks). They decide how much it pays machines, which run the task with the highest pay per second first. */
export const jobPriorities = ['urgent', 'normal', 'economy'] as const
/** The type of the priority of a job (a group of tasks). */
export type JobPriority = (typeof jobPriorities)[number]

/**
 * Returns the reward and the tip of a task, in PToken base units. `reference` is the pay at the pool's reference price. With `normal`, it is the reward. With
 * `urgent`, the same amount is added as a tip. With `economy`, the reward is half of it, rounded up. The pool accepts no less than half.
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
