import { assert } from '../assert.ts'
import { type LeaseRecord, recordBps } from './recordBps.ts'

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
