/** What one runner says about its tests. */
export type TestCount = { passed: number; failed: number; skipped: number }

/** What a runner counted, the names of what failed, and how to run those once more; null where that is not possible. */
export type Outcome = { count: TestCount; failures: string[]; again: (() => Promise<Outcome>) | null }

/** Adds counts up. */
export function addCounts(counts: TestCount[]): TestCount {
  const sum = (name: keyof TestCount) => counts.reduce((total, count) => total + count[name], 0)
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') }
}

/** The line every run ends with. */
export function countLine({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** A runner that ended badly without naming a failed test counts as one failure: nothing that breaks goes uncounted. */
export function withExitCode(count: TestCount, code: number): TestCount {
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count
}
