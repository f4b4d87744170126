import { HourCounts } from '../book/structures/hourCounts.ts'

/**
 * A lease in the past: its GPUs from start to end. It is in the node's calendar from `openedAt` on. `agreedEnd` is the end that was agreed, and `end` the real
 * one. All times are Unix seconds.
 */
export type PastLease = {
  readonly openedAt: number
  readonly start: number
  readonly agreedEnd: number
  readonly end: number
  readonly gpus: number
}

type Change = { readonly at: number; readonly fromHour: number; readonly toHour: number; readonly gpus: number }

const hour = 3_600

/** The calendar of a node at a past time. A lease takes its hours when it opens. An early end frees the later hours at the time of that end. */
export class PastCalendar {
  readonly taken = new HourCounts()
  readonly #changes: readonly Change[]
  #done = 0

  constructor(leases: readonly PastLease[]) {
    this.#changes = leases.flatMap(changesOf).sort((one, other) => one.at - other.at || other.gpus - one.gpus)
  }

  /** Moves the calendar forward to a second. Does nothing if the calendar has already reached a later second. */
  moveTo(second: number): void {
    for (let change = this.#changes[this.#done]; change !== undefined && change.at <= second; change = this.#changes[this.#done]) {
      this.taken.change(change, change.gpus)
      this.#done += 1
    }
  }
}

/** Returns the hours of all these leases up to their real ends, as if all had been booked from the beginning. */
export function hoursEverTaken(leases: readonly PastLease[]): HourCounts {
  const taken = new HourCounts()
  for (const { start, end, gpus } of leases) taken.change({ fromHour: Math.floor(start / hour), toHour: Math.ceil(end / hour) }, gpus)
  return taken
}

function changesOf({ openedAt, start, agreedEnd, end, gpus }: PastLease): Change[] {
  const fromHour = Math.floor(start / hour)
  const toHour = Math.ceil(Math.max(agreedEnd, end) / hour)
  const takes = { at: openedAt, fromHour, toHour, gpus }
  const endHour = Math.max(fromHour, Math.ceil(end / hour))
  return endHour < toHour ? [takes, { at: Math.max(end, openedAt), fromHour: endHour, toHour, gpus: -gpus }] : [takes]
}
