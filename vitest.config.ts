import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { longestFirst } from './scripts/vitest/longestFirst.ts'
import { longestOfRooms } from './scripts/vitest/longestOfRooms.ts'
import { longOnly } from './scripts/vitest/longOnly.ts'

const leftOut = process.env.TEST_LONG === '1' ? [] : longOnly

/** The two test files that count the work of the code. Each has a process of its own, because the counters slow down all other code of the process. */
const countingWork = ['packages/matching/test/orderFlood.test.ts', 'packages/matching/test/pausedBids.test.ts']

type Project = { name: string; include: readonly string[]; exclude?: readonly string[]; isolate?: boolean; native?: boolean }

/**
 * Test files of one worker share their imports. Otherwise each file would load its modules again, which takes a quarter of a second of processor time for small
 * rooms and more for large ones. All rooms that Node can load are one project, because Vitest ends a worker before a file of another project.
 * With `native`, Node itself loads the modules, as it does in the product. Otherwise Vite transforms all modules behind the first test file, which takes 22 s of
 * processor time for the API, and Node 5 s.
 */
function project({ name, include, exclude = [], isolate = false, native = true }: Project) {
  return {
    extends: true as const,
    test: {
      name,
      isolate,
      experimental: { viteModuleRunner: !native },
      include: [...include],
      exclude: ['**/node_modules/**', '**/.next/**', ...exclude, ...leftOut],
    },
  }
}

export default defineConfig({
  test: {
    // Vitest leaves one core idle by default, which on two cores is half the machine. There are two workers for each core, because a worker often waits for
    // its database, chain or containers.
    maxWorkers: availableParallelism() * 2,
    sequence: { sequencer: longestFirst(longestOfRooms) },
    globalSetup: ['./scripts/vitest/globalSetup.ts', './scripts/vitest/programsSetup.ts'],
    // A busy machine can be slow, which is no failure. So these limits are long, and only a test that hangs reaches them.
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    hookTimeout: 240_000,
    passWithNoTests: true,
    projects: [
      project({
        name: 'rooms',
        include: ['apps/**/*.test.ts', 'packages/**/*.test.ts', 'scripts/**/*.test.ts'],
        exclude: ['apps/web/**', ...countingWork],
      }),
      // Node cannot load JSX and style sheets.
      project({ name: 'web', include: ['apps/web/**/*.test.{ts,tsx}'], native: false }),
      project({ name: 'work', include: countingWork, isolate: true }),
    ],
  },
})
