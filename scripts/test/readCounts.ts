import type { TestCount } from './testCount.ts'

/**
 * Returns the counts from Hardhat's summary lines: `12 passing (3s)`, `1 failing`, `2 skipped`, once for each runner. A test whose hook failed is `cancelled`,
 * which counts as failed.
 */
export function countsFromHardhat(output: string): TestCount {
  const sum = (word: string) => [...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, 'gm'))].reduce((total, match) => total + Number(match[1]), 0)
  return { passed: sum('passing'), failed: sum('failing') + sum('cancelled'), skipped: sum('skipped') + sum('pending') }
}

/** Returns the counts from a line `N passed, N failed, N skipped`. */
export function countsFromLine(output: string): TestCount {
  const [, passed, failed, skipped] = /(\d+) passed, (\d+) failed, (\d+) skipped/.exec(output) ?? []
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 0), skipped: Number(skipped ?? 0) }
}
