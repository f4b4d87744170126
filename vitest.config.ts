import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { longestFirst } from './scripts/vitest/longestFirst.ts'
import { longestOfRooms } from './scripts/vitest/longestOfRooms.ts'
import { longOnly } from './scripts/vitest/longOnly.ts'

const leftOut = process.env.TEST_LONG === '1' ? [] : longOnly

/**
 * The tests of a room run in its own project, so that `vitest --project engine` runs one room. Test files of one worker share their imports and the counters of
 * the process. Otherwise each file would load the room again, which takes a quarter of a second of processor time in small rooms and more in large ones.
 * With `native`, Node itself loads the modules, as it does in the product. Otherwise Vite transforms all modules behind the first test file of each room, which
 * takes 22 s of processor time for the API, and Node 5 s.
 */
function room({ name, folder, isolate = false, native = true }: { name: string; folder: string; isolate?: boolean; native?: boolean }) {
  return {
    extends: true as const,
    test: {
      name,
      isolate,
      experimental: { viteModuleRunner: !native },
      include: [`${folder}/**/*.test.{ts,tsx}`],
      exclude: ['**/node_modules/**', '**/.next/**', `${folder}/browser/**`, ...leftOut],
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
      room({ name: 'domain', folder: 'packages/domain' }),
      // Isolated, because these tests count the work of the code, and other test files in the same process would change it.
      room({ name: 'matching', folder: 'packages/matching', isolate: true }),
      room({ name: 'economy', folder: 'packages/economy' }),
      room({ name: 'chain', folder: 'packages/chain' }),
      room({ name: 'db', folder: 'packages/db' }),
      room({ name: 'endpoints', folder: 'packages/endpoints' }),
      room({ name: 'parse', folder: 'packages/parse' }),
      room({ name: 'tasks', folder: 'packages/tasks' }),
      room({ name: 'services', folder: 'packages/services' }),
      room({ name: 'relay', folder: 'packages/relay' }),
      room({ name: 'adapter-process', folder: 'packages/adapter-process' }),
      room({ name: 'adapter-algorithm', folder: 'packages/adapter-algorithm' }),
      room({ name: 'adapter-optimise', folder: 'packages/adapter-optimise' }),
      room({ name: 'adapter-data', folder: 'packages/adapter-data' }),
      room({ name: 'sdk', folder: 'packages/sdk' }),
      room({ name: 'jobs', folder: 'packages/jobs' }),
      room({ name: 'cli', folder: 'packages/cli' }),
      room({ name: 'process', folder: 'packages/process' }),
      room({ name: 'tunnel', folder: 'packages/tunnel' }),
      // Node cannot load JSX and style sheets.
      room({ name: 'web', folder: 'apps/web', native: false }),
      room({ name: 'api', folder: 'apps/api' }),
      room({ name: 'engine', folder: 'apps/engine' }),
      room({ name: 'agent', folder: 'apps/agent' }),
      room({ name: 'gateway', folder: 'apps/gateway' }),
      room({ name: 'validator', folder: 'apps/validator' }),
      room({ name: 'scheduler', folder: 'apps/scheduler' }),
      room({ name: 'router', folder: 'apps/router' }),
      room({ name: 'exit', folder: 'apps/exit' }),
      room({ name: 'scripts', folder: 'scripts' }),
    ],
  },
})
