/** How long a task of a machine may last, by the leases that it had. */
export type LongestTask = {
  /** Must be called often: notes which of these machines are rented now. */
  readonly look: (nodeIds: readonly string[]) => void
  /** Returns the longest time of a task that the machine should take, in seconds. */
  readonly secondsOf: (nodeId: string) => number
}

/** A machine that was rented within this time will probably be rented again soon. */
const wantedForMs = 86_400_000
const wantedSeconds = 600

/**
 * Creates the rule. A lease that is settled ends a task, which costs a hundredth of its stake and all of its work. So a machine takes tasks of at most ten
 * minutes for a day after a lease, and other machines take all tasks. `nowMs` is a clock that never goes back.
 */
export function createLongestTask(isRented: (nodeId: string) => boolean, nowMs: () => number = () => performance.now()): LongestTask {
  const rentedAt = new Map<string, number>()
  return {
    look(nodeIds) {
      for (const nodeId of nodeIds) if (isRented(nodeId)) rentedAt.set(nodeId, nowMs())
    },
    secondsOf(nodeId) {
      const at = rentedAt.get(nodeId)
      return at === undefined || nowMs() - at >= wantedForMs ? Number.POSITIVE_INFINITY : wantedSeconds
    },
  }
}
