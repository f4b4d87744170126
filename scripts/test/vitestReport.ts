import { relative } from 'node:path'
import type { UncaughtError } from '../vitest/ErrorReporter.ts'
import { addCounts, type TestCount } from './testCount.ts'

/** The fields that we read from vitest's JSON report. */
export type VitestJson = {
  testResults: { name: string; status: string; startTime: number; endTime: number; assertionResults: { status: string; fullName: string }[] }[]
}

/**
 * The result of one run of vitest: its numbers of tests, the same for each file, a text for each failure, and the files with failures. `failedFiles` is null if
 * an error belongs to no file.
 */
export type VitestReport = { count: TestCount; countOfFile: Map<string, TestCount>; failures: string[]; failedFiles: string[] | null }

/** Reads one run's report. A file that did not run to its end counts as one failure, and so does each uncaught error. */
export function readVitestReport({ json, errors, root }: { json: VitestJson; errors: readonly UncaughtError[]; root: string }): VitestReport {
  const countOfFile = new Map(json.testResults.map((result) => [result.name, countFile(result)]))
  const named = json.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${relative(root, name)}: ${fullName}`),
  )
  const broken = json.testResults.filter(endedBadly).map(({ name }) => `${relative(root, name)}: did not run to its end`)
  const uncaught = errors.map(({ file, message }) => `${file === null ? 'in no file' : relative(root, file)}: caught by no test: ${message}`)
  const files = [...json.testResults.filter(({ status }) => status === 'failed').map(({ name }) => name), ...errors.map(({ file }) => file)]
  return {
    count: addCounts([...countOfFile.values(), { passed: 0, failed: errors.length, skipped: 0 }]),
    countOfFile,
    failures: [...named, ...broken, ...uncaught],
    failedFiles: files.every((file) => file !== null) ? [...new Set(files)] : null,
  }
}

/** Returns the numbers of tests after some files were run a second time. Their second result replaces the first one. */
export function replaceFiles({ first, files, second }: { first: VitestReport; files: readonly string[]; second: VitestReport }): TestCount {
  const kept = [...first.countOfFile].filter(([file]) => !files.includes(file)).map(([, count]) => count)
  return addCounts([...kept, second.count])
}

/** Returns a line for each of the `most` slowest files, slowest first, with its duration. Files that run at the same time slow each other down. */
export function slowestFiles({ json, root, most }: { json: VitestJson; root: string; most: number }): string[] {
  const durations = json.testResults.map(({ name, startTime, endTime }) => ({ file: relative(root, name), seconds: (endTime - startTime) / 1_000 }))
  const slowest = durations.sort((a, b) => b.seconds - a.seconds).slice(0, most)
  return slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s ${file}`)
}

type FileResult = VitestJson['testResults'][number]

const endedBadly = ({ status, assertionResults }: FileResult) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed')

function countFile(result: FileResult): TestCount {
  const having = (statuses: readonly string[]) => result.assertionResults.filter(({ status }) => statuses.includes(status)).length
  const passed = having(['passed'])
  const failed = having(['failed'])
  return { passed, failed: failed + (endedBadly(result) ? 1 : 0), skipped: result.assertionResults.length - passed - failed }
}
