import { assert } from '../assertNever.ts'
import type { EndReason } from '../leases/endReason.ts'

/**
 * Counts of a node's finished leases. `kept`: those that the renter, the time or the budget ended. `faults`: those that the provider or the loss of the node
 * ended, and no-shows.
 */
export type LeaseRecord = { readonly kept: bigint; readonly faults: bigint }

/**
 * For each reason for which a lease can end: the count in the node's record that is increased by one, `kept` or `faults`. Null if neither count changes,
 * because the lease was cancelled before it was ready.
 */
export const endsThatSay: Readonly<Record<EndReason, keyof LeaseRecord | null>> = {
  renter_ended: 'kept',
  time_up: 'kept',
  budget_reached: 'kept',
  provider_ended: 'faults',
  node_lost: 'faults',
  no_show: 'faults',
  cancelled: null,
}

/** The counts with which every node begins, so that a new node ranks between reliable and unreliable nodes. */
const first = { kept: 9n, faults: 1n } as const

/** The largest score: the order book stores a score in 32 bits. */
const mostScore = 2 ** 32 - 1

/**
 * Returns the score of one GPU of a node: performance × record in basis points, exact. `performance` is the measured performance of the GPU, or the performance
 * of its class, in the units of `referencePerformanceOf`. Returns 0, which means no score, if `performance` is null. Asserts that the score fits 32 bits.
 */
export function nodeScore({ performance, ...record }: LeaseRecord & { readonly performance: number | null }): number {
  if (performance === null) return 0
  assert(Number.isSafeInteger(performance) && performance > 0, 'a performance is a whole number above 0')
  const score = performance * recordBps(record)
  assert(score <= mostScore, 'a score has 32 bits')
  return score
}

/**
 * Returns the fraction of leases that ended without a fault of the node, in basis points, rounded down: (kept + 9) × 10,000 ÷ (kept + faults + 10). Each node
 * begins with 9 of 10 served leases, so a new node has 9,000. Always below 10,000. Asserts that the counts are not negative.
 */
export function recordBps({ kept, faults }: LeaseRecord): number {
  assert(kept >= 0n && faults >= 0n, 'leases are counted from 0')
  return Number(((kept + first.kept) * 10_000n) / (kept + faults + first.kept + first.faults))
}
