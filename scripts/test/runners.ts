import { join } from 'node:path'
import { countsFromHardhat, countsFromLine } from './readCounts.ts'
import { runAndShow, runAsideAndShow } from './runAndShow.ts'
import { runVitest } from './runVitest.ts'
import { type Outcome, type TestCount, withExitCode } from './testCount.ts'

/**
 * Time limits of the runners, in minutes. Each is several times the usual duration on two cores, so it ends only a run that hangs. `--long` has other limits.
 */
const limits = {
  usual: { check: 60, units: 120, ends: 180, contracts: 180 },
  long: { check: 60, units: 720, ends: 720, contracts: 1_440, mutants: 1_440 },
} as const

/** One runner (a command with tests) of the whole test run. */
export type Runner = { name: string; run: () => Promise<Outcome> }

/**
 * Returns every runner of `npm test`, in stages. Stages run one after another; runners that fail fastest come first. A stage consists of lanes: the lanes run
 * at the same time, and the runners of one lane one after another. Contract tests run at the same time as end-to-end tests, because end-to-end tests mostly
 * wait for processes and pages; unit tests use every core. `long` selects the long samples.
 */
export function runners({ root, long }: { root: string; long: boolean }): Runner[][][] {
  const env = long ? { TEST_LONG: '1' } : {}
  const limit = long ? limits.long : limits.usual
  const check = {
    name: 'check',
    run: async () => {
      const { code, output } = await runAndShow({ command: process.execPath, args: ['scripts/check.ts'], cwd: root, env, limitMinutes: limit.check })
      return counted(withExitCode(countsFromLine(output), code))
    },
  }
  const vitest = (name: string, { config, limitMinutes }: { config: string; limitMinutes: number }) => ({
    name,
    run: () => runVitest({ config, root, env, limitMinutes }),
  })
  const contracts = {
    name: 'contract tests',
    run: async () => {
      const command = join(root, 'contracts/node_modules/.bin/hardhat')
      const args = ['test', ...(long ? ['--test-profile', 'long'] : [])]
      const { code, output } = await runAsideAndShow({
        ...{ command, args, cwd: join(root, 'contracts'), limitMinutes: limit.contracts },
        env: long ? env : { CONTRACTS_REUSE: '1' },
      })
      return counted(withExitCode(countsFromHardhat(output), code))
    },
  }
  const units = vitest('unit, database and service tests', { config: 'vitest.config.ts', limitMinutes: limit.units })
  const ends = vitest('end-to-end tests', { config: 'e2e/vitest.config.ts', limitMinutes: limit.ends })
  return [
    [[check]],
    [[units]],
    [[ends], [contracts]],
    ...(long ? [[mutantGroups.map((group) => mutantRunner({ root, group, limitMinutes: limits.long.mutants }))]] : []),
  ]
}

/** The outcome of a runner that prints its failed tests itself, so it needs no list of failures. */
const counted = (count: TestCount): Outcome => ({ count, failures: [], again: null })

/** The groups of contracts/mutation/mutantGroups.ts. */
const mutantGroups = ['market', 'programmes', 'emissionMath'] as const

/**
 * Returns a runner for the mutants of a group of contracts. A mutant is the source of a contract with a deliberate mistake. The contract tests must fail for at
 * least nine of ten mutants.
 */
function mutantRunner({ root, group, limitMinutes }: { root: string; group: (typeof mutantGroups)[number]; limitMinutes: number }): Runner {
  return {
    name: `mutants of the contracts, ${group}`,
    run: async () => {
      const args = ['mutation/runMutation.ts', '--group', group]
      const { code } = await runAndShow({ command: process.execPath, args, cwd: join(root, 'contracts'), env: {}, limitMinutes })
      return counted(withExitCode({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, code))
    },
  }
}
