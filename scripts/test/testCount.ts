/** How many tests of one runner passed, failed and were skipped. */
export type TestCount = { passed: number; failed: number; skipped: number }

/**
 * The result of one runner of tests: its counts and the names of its failures, and a function that runs the failed files again, or null if that is impossible.
 */
export type Outcome = { count: TestCount; failures: string[]; again: (() => Promise<Outcome>) | null }

/** Returns the sum of the counts of several runners. */
export function addCounts(counts: TestCount[]): TestCount {
  const sum = (name: keyof TestCount) => counts.reduce((total, count) => total + count[name], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** Returns the last line that every test run prints. */
export function countLine({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** Returns the count. If the runner failed without naming a failed test, the count has one failure more, so that every failure counts. */
export function withExitCode(count: TestCount, code: number): TestCount {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
