// `npm test`: every test there is. Ends with the line `N passed, N failed, N skipped`; the exit code says the same.
// `--long` takes the long samples; `--only check|unit|contract|end` runs the runners whose name begins so.
import { parseArgs } from 'node:util'
import { checkout } from './start/dataFolder.ts'
import { type Runner, runners } from './test/runners.ts'
import { addCounts, countLine, type TestCount } from './test/testCount.ts'

const { values } = parseArgs({ options: { long: { type: 'boolean', default: false }, only: { type: 'string' } } })
const counts: { name: string; count: TestCount; seconds: number }[] = []

for (const stage of runners({ root: checkout, long: values.long })) {
  await Promise.all(stage.map(runLane))
}

console.log('')
for (const { name, count, seconds } of counts) console.log(`${name}: ${countLine(count)} (${seconds.toFixed(0)} s)`)
const total = addCounts(counts.map(({ count }) => count))
console.log(countLine(total))
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)

/** One after the other; those that were asked for. */
async function runLane(lane: readonly Runner[]): Promise<void> {
  for (const runner of lane) if (values.only === undefined || runner.name.startsWith(values.only)) counts.push(await count(runner))
}

async function count({ name, run }: Runner) {
  console.log(`\n── ${name} ──`)
  const startedAt = performance.now()
  const count = await run().catch((error: unknown) => {
    console.error(error)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  return { name, count, seconds: (performance.now() - startedAt) / 1_000 }
}
