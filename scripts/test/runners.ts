import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAndShow, runAsideAndShow } from './runAndShow.ts'
import { countsFromHardhat, countsFromLine, countsFromVitest } from './readCounts.ts'
import { type TestCount, withExitCode } from './testCount.ts'

/** One runner of the whole test run. */
export type Runner = { name: string; run: () => Promise<TestCount> }

/**
 * Every runner of `npm test`, in stages, in order: what fails fastest comes first. A stage has lanes that run side by side, each its
 * runners one after the other: tests wait for databases, chains and houses every now and then, and the contracts take what they leave. `long` asks for
 * the long samples.
 */
export function runners({ root, long }: { root: string; long: boolean }): Runner[][][] {
  const env = long ? { TEST_LONG: '1' } : {}
  const bin = (name: string) => join(root, 'node_modules/.bin', name)
  const check = {
    name: 'check',
    run: async () => {
      const { code, output } = await runAndShow({ command: process.execPath, args: ['scripts/check.ts'], cwd: root, env })
      return withExitCode(countsFromLine(output), code)
    },
  }
  const vitest = (name: string, config: string) => ({ name, run: () => runVitest({ command: bin('vitest'), config, root, env }) })
  const contracts = {
    name: 'contract tests',
    run: async () => {
      const command = join(root, 'contracts/node_modules/.bin/hardhat')
      const { code, output } = await runAsideAndShow({ command, args: ['test', '--gas-stats'], cwd: join(root, 'contracts'), env })
      return withExitCode(countsFromHardhat(output), code)
    },
  }
  const rooms = [vitest('unit, database and service tests', 'vitest.config.ts'), vitest('end-to-end tests', 'e2e/vitest.config.ts')]
  return [[[check]], [rooms, [contracts]], ...(long ? [[[mutantRunner(root)]]] : [])]
}

/** One test: nine of ten mistakes made in Market and PToken are noticed. */
function mutantRunner(root: string): Runner {
  return {
    name: 'mutants of the contracts',
    run: async () => {
      const { code } = await runAndShow({ command: process.execPath, args: ['mutation/runMutation.ts'], cwd: join(root, 'contracts'), env: {} })
      return withExitCode({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, code)
    },
  }
}

async function runVitest({
  command,
  config,
  root,
  env,
}: {
  command: string
  config: string
  root: string
  env: Record<string, string>
}): Promise<TestCount> {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-test-report-'))
  const report = join(folder, 'report.json')
  try {
    const args = ['run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { code } = await runAndShow({ command, args, cwd: root, env })
    return withExitCode(countsFromVitest(report), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
