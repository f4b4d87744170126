import { writeFileSync } from 'node:fs'
import type { Reporter } from 'vitest/node'

/** An error that no test caught. `file` is the test file that ran at that time, if vitest knows it. */
export type UncaughtError = { file: string | null; message: string }

/** Writes the errors that no test caught into the file `TEST_ERRORS_FILE`, because vitest's JSON report leaves them out. */
export default class ErrorReporter implements Reporter {
  onTestRunEnd: NonNullable<Reporter['onTestRunEnd']> = (_modules, errors) => {
    const file = process.env.TEST_ERRORS_FILE
    if (file === undefined) return
    const uncaught = errors.map(
      (error): UncaughtError => ({
        file: typeof error.VITEST_TEST_PATH === 'string' ? error.VITEST_TEST_PATH : null,
        message: `${error.name}: ${error.message}`,
      }),
    )
    writeFileSync(file, JSON.stringify(uncaught))
  }
}
