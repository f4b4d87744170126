// `npm test`: runs the checks, the unit, contract and end-to-end tests. It ends with the line `N passed, N failed, N skipped`; the exit code is 0 if some passed
// and none failed. `--long` makes random tests try more cases, and also runs long tests and the mutants of contracts. `--only check|unit|contract|end` runs the
// runners with names that begin with this word.
import { parseArgs } from 'node:util'
import { checkout } from './start/dataFolder.ts'
import { beginTestRun, leftProcesses } from './test/leftProcesses.ts'
import { type Runner, runners } from './test/runners.ts'
import { type Outcome, addCounts, countLine } from './test/testCount.ts'

const { values } = parseArgs({ options: { long: { type: 'boolean', default: false }, only: { type: 'string' } } })
type Ran = { name: string; outcome: Outcome; seconds: number }
const ran: Ran[] = []
const testRun = beginTestRun()

for (const stage of runners({ root: checkout, long: values.long })) {
  await Promise.all(stage.map(runLane))
}

console.log('')
for (const first of ran) await runFailedAgain(first)
if (ran.length > 0) ran.push(await timed({ name: 'processes left at the end', run: noneIsLeft }))
for (const { name, outcome, seconds } of ran) console.log(`${name}: ${countLine(outcome.count)} (${seconds.toFixed(0)} s)`)
for (const failure of ran.flatMap(({ outcome }) => outcome.failures)) console.log(`failed: ${failure}`)
const total = addCounts(ran.map(({ outcome }) => outcome.count))
console.log(countLine(total))
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

/**
 * Counts as one more test. It fails if processes of this test run are still running, and prints a line for each of them. It is skipped if the processes cannot
 * be listed.
 */
async function noneIsLeft(): Promise<Outcome> {
  const left = await leftProcesses(testRun)
  const failures = (left ?? []).map(
    ({ pid, users, command }) => `left running at the end: process ${pid} of user ${users[1] ?? '?'}: ${command.slice(0, 300)}`,
  )
  const failed = failures.length > 0 ? 1 : 0
  return { count: left === null ? { passed: 0, failed, skipped: 1 } : { passed: 1 - failed, failed, skipped: 0 }, failures, again: null }
}

/** Runs the requested runners of a lane one after another. A lane is a list of test runners; all lanes run at the same time. */
async function runLane(lane: readonly Runner[]): Promise<void> {
  for (const runner of lane) if (values.only === undefined || runner.name.startsWith(values.only)) ran.push(await timed(runner))
}

async function timed({ name, run }: Runner): Promise<Ran> {
  console.log(`\n── ${name} ──`)
  const startedAt = performance.now()
  const outcome = await run().catch((error: unknown): Outcome => {
    console.error(error)
    return { count: { passed: 0, failed: 1, skipped: 0 }, failures: [`${name}: broke off: ${messageOf(error)}`], again: null }
  })
  return { name, outcome, seconds: (performance.now() - startedAt) / 1_000 }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** If test files of a runner failed, runs these files again, now without other load. Reports the tests that passed only in this second run. */
async function runFailedAgain(first: Ran): Promise<void> {
  const { name, outcome } = first
  if (outcome.again === null) return
  const second = await timed({ name: `${name}, failed files again, alone`, run: outcome.again })
  first.outcome = second.outcome
  first.seconds += second.seconds
  for (const failure of outcome.failures) {
    if (!second.outcome.failures.includes(failure)) console.log(`passed only when run again alone: ${failure}`)
  }
}
