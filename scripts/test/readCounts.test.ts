import { describe, expect, it } from 'vitest'
import { countsFromHardhat, countsFromLine } from './readCounts.ts'
import { addCounts, countLine, withExitCode } from './testCount.ts'

describe('counting tests', () => {
  it('adds Hardhat’s counts of its Solidity and TypeScript tests', () => {
    const output = '  3 passing (12ms)\n\nRunning node:test tests\n  14 passing (3s)\n  1 failing\n  2 skipped\n'
    expect(countsFromHardhat(output)).toEqual({ passed: 17, failed: 1, skipped: 2 })
  })

  it('counts tests whose hook failed as failed', () => {
    expect(countsFromHardhat('  0 passing (4599ms)\n  33 cancelled\n')).toEqual({ passed: 0, failed: 33, skipped: 0 })
  })

  it('reads a count line and writes the same line', () => {
    const line = '12 passed, 1 failed, 3 skipped'
    expect(countLine(countsFromLine(`ok\n${line}\n`))).toBe(line)
  })

  it('counts a runner that failed without naming a test as one failure', () => {
    const nothing = { passed: 0, failed: 0, skipped: 0 }
    expect(withExitCode(nothing, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(addCounts([withExitCode(nothing, 0), { passed: 1, failed: 2, skipped: 3 }])).toEqual({ passed: 1, failed: 2, skipped: 3 })
  })
})
