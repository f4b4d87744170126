import { assertNever } from '../assertNever.ts'

/** The priorities of a job (a group of tasks). They decide how much it pays machines, which run the task with the highest pay per second first. */
export const jobPriorities = ['urgent', 'normal', 'economy'] as const
/** The priority of a job (a group of tasks). */
export type JobPriority = (typeof jobPriorities)[number]

/**
 * Returns the reward and the tip of a task, in PToken base units. `reference` is the pay at the reference price. `urgent` adds the same amount again as a tip;
 * `economy` pays half of it, rounded up, the least that the pool accepts.
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
