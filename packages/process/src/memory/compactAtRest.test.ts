import { expect, it, onTestFinished } from 'vitest'
import { compactAtRest, isWorthwhile } from './compactAtRest.ts'

/** Fills the heap with small objects, and returns every thousandth of them, so that few pages are empty. */
function scatter(): object[] {
  const kept: object[] = []
  let all: object[] = []
  for (let index = 0; index < 1_000_000; index += 1) {
    const made = { index, next: { index } }
    all.push(made)
    if (index % 1_000 === 0) kept.push(made)
  }
  all = []
  return kept
}

it('returns the memory of past work, once the process has nothing to do', async () => {
  const stop = compactAtRest({ firstAfterMs: 200, everyMs: 200 })
  onTestFinished(stop)
  const kept = scatter()
  const before = process.memoryUsage().heapTotal
  await expect.poll(() => process.memoryUsage().heapTotal, { timeout: 20_000 }).toBeLessThan(before - 20 * 1024 * 1024)
  expect(kept).toHaveLength(1_000)
})

it.each([
  ['before the first compaction', { utilization: 0.05, heapBytes: 60, compactedBytes: 0 }, true],
  ['after the heap has grown', { utilization: 0.05, heapBytes: 130, compactedBytes: 100 }, true],
  ['while the heap has its size', { utilization: 0.05, heapBytes: 110, compactedBytes: 100 }, false],
  ['while the process works', { utilization: 0.3, heapBytes: 500, compactedBytes: 100 }, false],
])('decides %s', (_, state, expected) => {
  expect(isWorthwhile(state)).toBe(expected)
})
