import { defineConfig } from 'vitest/config'
import { longestFirst } from '../scripts/vitest/longestFirst.ts'
import { longOnly } from '../scripts/vitest/longOnly.ts'

const longest = ['browser.test.ts', 'cli.test.ts', 'exit.test.ts', 'jobs.test.ts', 'start.test.ts', 'leaseChanges.test.ts', 'circle.test.ts']

const leftOut = process.env.TEST_LONG === '1' ? [] : longOnly.filter((file) => file.startsWith('e2e/')).map((file) => file.slice('e2e/'.length))

/** Tests of the whole system. Each file starts its own deployment, as `npm start` does. Three files run at the same time, because a deployment often waits. */
export default defineConfig({
  test: {
    name: 'e2e',
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', ...leftOut],
    globalSetup: [
      '../scripts/vitest/programsSetup.ts',
      '../scripts/vitest/browserSetup.ts',
      '../scripts/vitest/pagesSetup.ts',
      '../scripts/vitest/commandSetup.ts',
      '../scripts/vitest/templateSetup.ts',
    ],
    setupFiles: ['./browser/pictureFailures.ts'],
    maxWorkers: 3,
    sequence: { sequencer: longestFirst(longest) },
    testTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 240_000,
    passWithNoTests: true,
  },
})
