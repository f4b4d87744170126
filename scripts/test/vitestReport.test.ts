import { describe, expect, it } from 'vitest'
import { readVitestReport, replaceFiles, slowestFiles, type VitestJson } from './vitestReport.ts'

const test = (fullName: string, status: string) => ({ fullName, status })
const json: VitestJson = {
  testResults: [
    {
      name: '/a/good.test.ts',
      status: 'passed',
      startTime: 1_000,
      endTime: 3_500,
      assertionResults: [test('good one', 'passed'), test('another', 'skipped')],
    },
    {
      name: '/a/bad.test.ts',
      status: 'failed',
      startTime: 0,
      endTime: 12_000,
      assertionResults: [test('bad one', 'failed'), test('bad two', 'passed')],
    },
    { name: '/a/broken.test.ts', status: 'failed', startTime: 0, endTime: 0, assertionResults: [] },
  ],
}
const uncaught = { file: '/a/good.test.ts', message: 'Error: no' }

describe('the report of a vitest run', () => {
  it('counts a test, a file that did not run, and an error that no test caught', () => {
    const report = readVitestReport({ json, errors: [uncaught], root: '/a' })
    expect(report.count).toEqual({ passed: 2, failed: 3, skipped: 1 })
    expect(report.failures).toEqual(['bad.test.ts: bad one', 'broken.test.ts: did not run to its end', 'good.test.ts: caught by no test: Error: no'])
    expect(report.failedFiles).toEqual(['/a/bad.test.ts', '/a/broken.test.ts', '/a/good.test.ts'])
  })

  it('names no files to repeat if an error belongs to no file', () => {
    expect(readVitestReport({ json, errors: [{ ...uncaught, file: null }], root: '/a' }).failedFiles).toBeNull()
  })

  it('names the slowest files first', () => {
    expect(slowestFiles({ json, root: '/a', most: 2 })).toEqual(['   12.0 s bad.test.ts', '    2.5 s good.test.ts'])
  })

  it('uses the second count of repeated files, and the first of all others', () => {
    const first = readVitestReport({ json, errors: [], root: '/a' })
    const passed = { name: '/a/bad.test.ts', status: 'passed', startTime: 0, endTime: 0, assertionResults: [test('bad one', 'passed')] }
    const again: VitestJson = { testResults: [passed] }
    const second = readVitestReport({ json: again, errors: [], root: '/a' })
    expect(replaceFiles({ first, files: ['/a/bad.test.ts', '/a/broken.test.ts'], second })).toEqual({ passed: 2, failed: 0, skipped: 1 })
    const worse = readVitestReport({ json, errors: [uncaught], root: '/a' })
    expect(replaceFiles({ first, files: ['/a/bad.test.ts', '/a/broken.test.ts'], second: worse }).failed).toBe(3)
  })
})
