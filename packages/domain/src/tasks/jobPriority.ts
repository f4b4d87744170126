import { assertNever } from '../assertNever.ts'

/** The priorities of a job: how much it pays machines, which take the best paid task per second first. */
export const jobPriorities = ['urgent', 'normal', 'economy'] as const
/** The priority of a job. */
export type JobPriority = (typeof jobPriorities)[number]

/**
 * Returns the reward and the tip of a task from the pay at the reference price, in base units of PToken. `urgent` adds the same again as a tip, `economy` pays half, rounded up, which is the least that the pool takes.
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
