// `npm run check`: checks everything that must pass before a commit (types, lint, format, imports, dead code, tidy rules). turbo caches the output of a task
// until one of its inputs in turbo.json changes. In CI, and with --force, nothing comes from the cache. With task names (`node scripts/check.ts lint`) it runs
// only these tasks; turbo calls it in this way.
import { parseArgs } from 'node:util'
import { checks, checkTasks } from './check/checks.ts'
import { runCheck } from './check/runCheck.ts'
import { runTasks } from './check/runTasks.ts'
import { commitSubjects } from './docs/commitSubjects.ts'
import { checkout } from './start/dataFolder.ts'

const { values, positionals } = parseArgs({ options: { force: { type: 'boolean', default: false } }, allowPositionals: true })
process.exitCode = positionals.length > 0 ? await runHere(positionals) : await runAll()

async function runHere(tasks: string[]): Promise<number> {
  const asked = checks(checkout).filter(({ task }) => tasks.includes(task))
  let failed = asked.length === 0 ? 1 : 0
  for (const check of asked) if (!(await runCheck(check))) failed += 1
  return failed === 0 ? 0 : 1
}

async function runAll(): Promise<number> {
  const count = await runTasks({ root: checkout, tasks: checkTasks(checkout), force: values.force || process.env.CI !== undefined })
  // This check depends on the git history and not on files, so turbo cannot cache it.
  const subjects = await runCheck({ name: 'commit subjects', run: async () => ({ problems: commitSubjects(checkout).join('\n') }) })
  const failed = count.failed + (subjects ? 0 : 1)
  console.log(`${count.passed + (subjects ? 1 : 0)} passed, ${failed} failed, 0 skipped`)
  return failed === 0 ? 0 : 1
}
