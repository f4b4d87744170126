import { relative } from 'node:path'
import type { UncaughtError } from '../vitest/ErrorReporter.ts'
import { addCounts, type TestCount } from './testCount.ts'

/** What we read of the report that vitest writes as JSON. */
export type VitestJson = {
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

/** One run of vitest: what each file counted, what failed in words, and the files in which something did; `null` when an error came from no file. */
export type VitestReport = { count: TestCount; countOfFile: Map<string, TestCount>; failures: string[]; failedFiles: string[] | null }

/** Reads one run's report. A file that did not run to its end counts as one failure, and so does each error that no test caught. */
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

/** What a run counts when some of its files were run a second time: what these counted first is forgotten. */
export function replaceFiles({ first, files, second }: { first: VitestReport; files: readonly string[]; second: VitestReport }): TestCount {
  const kept = [...first.countOfFile].filter(([file]) => !files.includes(file)).map(([, count]) => count)
  return addCounts([...kept, second.count])
}

type FileResult = VitestJson['testResults'][number]

const endedBadly = ({ status, assertionResults }: FileResult) => status === 'failed' && assertionResults.every((test) => test.status !== 'failed')

function countFile(result: FileResult): TestCount {
  const having = (statuses: readonly string[]) => result.assertionResults.filter(({ status }) => statuses.includes(status)).length
  const passed = having(['passed'])
  const failed = having(['failed'])
  return { passed, failed: failed + (endedBadly(result) ? 1 : 0), skipped: result.assertionResults.length - passed - failed }
}
