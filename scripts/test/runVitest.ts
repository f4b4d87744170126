import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAndShow } from './runAndShow.ts'
import { type Outcome, withExitCode } from './testCount.ts'
import { readVitestReport, replaceFiles, slowestFiles, type VitestJson, type VitestReport } from './vitestReport.ts'

/** One configuration of vitest, and the most minutes of one run of it. */
export type VitestRun = { root: string; config: string; env: Record<string, string>; limitMinutes: number }

/** If more files than this failed, their common cause is more serious than a busy machine, and a second run would not help. */
const mostFilesAgain = 6

/** The number of slow files that a run lists. They show where a run that became too long spends its time. */
const mostSlowFiles = 30

/**
 * Runs the tests of one vitest configuration. If at most `mostFilesAgain` files failed, the outcome's `again` runs these files a second time, one after
 * another.
 */
export async function runVitest(run: VitestRun): Promise<Outcome> {
  const first = await runFiles(run, [])
  const files = first.failedFiles ?? []
  const again = async (): Promise<Outcome> => {
    const second = await runFiles(run, files)
    return { count: replaceFiles({ first, files, second }), failures: second.failures, again: null }
  }
  return { count: first.count, failures: first.failures, again: files.length > 0 && files.length <= mostFilesAgain ? again : null }
}

async function runFiles({ root, config, env, limitMinutes }: VitestRun, files: readonly string[]): Promise<VitestReport> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-test-report-'))
  const report = join(folder, 'report.json')
  const errors = join(folder, 'errors.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', '--reporter=./scripts/vitest/ErrorReporter.ts', `--outputFile.json=${report}`]
    const { code } = await runAndShow({
      command: join(root, 'node_modules/.bin/vitest'),
      args: ['run', '--config', config, ...reporters, ...(files.length > 0 ? ['--maxWorkers=1', ...files] : [])],
      cwd: root,
      env: { ...env, TEST_ERRORS_FILE: errors },
      limitMinutes,
    })
    const json = JSON.parse(readFileSync(report, 'utf8')) as VitestJson
    console.log(['slowest files:', ...slowestFiles({ json, root, most: mostSlowFiles })].join('\n'))
    const read = readVitestReport({
      json,
      errors: existsSync(errors) ? JSON.parse(readFileSync(errors, 'utf8')) : [],
      root,
    })
    return { ...read, count: withExitCode(read.count, code) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
