import { assertNever, type JobPriority } from '@infinitio/domain'

/**
 * The state of a task that looks for a machine to rent. Prices are per GPU-second in base units of PToken.
 * - `most` is the price that the owner approved.
 * - `reference` is the reference price of the machine's class, or 0 if the class has none.
 * - `slackSeconds` is the time that remains to find a machine.
 * - `estimateSeconds` is how long the task may run.
 * - `hasBegun` is true if the task stored a checkpoint and its last machine was lost.
 */
export type LeaseSearch = {
  readonly priority: JobPriority
  readonly most: bigint
  readonly reference: bigint
  readonly slackSeconds: number
  readonly estimateSeconds: number
  readonly hasBegun: boolean
}

const estimates = 2

/**
 * Returns the highest price at which a task rents a machine now, per GPU-second in base units of PToken. It is never above the price that the owner approved.
 * - `urgent` rents at once, at each price up to the approved one.
 * - `normal` waits for a machine at the reference price while it has time. With less than twice the estimate left, it rents as an urgent task does. It also does
 *   so after its machine was lost, because what it calculated since the last checkpoint is lost with each further hour.
 * - `economy` waits for half of the reference price until its time is over.
 * These are the prices that the task pool pays for each priority (`payOfPriority`). A class without a reference price has no cheap hours to wait for.
 */
export function leasePriceNow({ priority, most, reference, slackSeconds, estimateSeconds, hasBegun }: LeaseSearch): bigint {
  if (reference === 0n) return most
  switch (priority) {
    case 'urgent':
      return most
    case 'normal':
      return hasBegun || slackSeconds < estimates * estimateSeconds ? most : lower(most, reference)
    case 'economy':
      return lower(most, (reference + 1n) / 2n)
    default:
      return assertNever(priority)
  }
}

function lower(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
