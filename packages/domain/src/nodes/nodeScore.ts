import { assert } from '../assert.ts'
import type { EndReason } from '../leases/endReason.ts'

/** Leases of a node that are over: kept to their end by the node, or ended by its fault. */
export type LeaseRecord = { readonly kept: bigint; readonly faults: bigint }

/** What the end of a lease says of its node. A lease that was cancelled before it was ready says nothing. */
export const endsThatSay: Readonly<Record<EndReason, keyof LeaseRecord | null>> = {
  renter_ended: 'kept',
  time_up: 'kept',
  budget_reached: 'kept',
  provider_ended: 'faults',
  node_lost: 'faults',
  no_show: 'faults',
  cancelled: null,
}

/** Leases that every node begins with: a new one stands between those that have always kept theirs and those that have not. */
const first = { kept: 9n, faults: 1n } as const

/** The book keeps a score in 32 bits. */
const mostScore = 2 ** 32 - 1

/**
 * The benchmark score of one GPU of a node, as `NodeScored` says it: performance × record, whole and exact. `performance` is what one GPU does, in the
 * units of `referencePerformanceOf`: of the class, or measured. 0, which is no score, where nobody knows it. Asserts that the score fits 32 bits.
 */
export function nodeScore({ performance, ...record }: LeaseRecord & { readonly performance: number | null }): number {
  if (performance === null) return 0
  assert(Number.isSafeInteger(performance) && performance > 0, 'a performance is a whole number above 0')
  const score = performance * recordBps(record)
  assert(score <= mostScore, 'a score has 32 bits')
  return score
}

/**
 * The share of its leases that a node kept, in basis points, as if it had kept 9 of 10 before the first: (kept + 9) × 10,000 ÷ (kept + faults + 10),
 * rounded down. 9,000 for a new node, always above 0 and below 10,000. Asserts that the counts are not negative.
 */
export function recordBps({ kept, faults }: LeaseRecord): number {
  assert(kept >= 0n && faults >= 0n, 'leases are counted from 0')
  return Number(((kept + first.kept) * 10_000n) / (kept + faults + first.kept + first.faults))
}
