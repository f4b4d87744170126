// `npm run check`: what must hold before a commit (types, lint, format, arrows, dead code, tidy rules), in under 30 seconds.
import { type Check, checks } from './check/checks.ts'
import { checkout } from './start/dataFolder.ts'

const waiting = checks(checkout)
const failed: string[] = []
const total = waiting.length
await Promise.all([work(), work(), work()])
const passed = total - failed.length
console.log(`${passed} passed, ${failed.length} failed, 0 skipped`)
process.exit(failed.length === 0 ? 0 : 1)

/** Takes the next check until none is left. */
async function work(): Promise<void> {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) await runCheck(check)
}

async function runCheck({ name, run }: Check): Promise<void> {
  const startedAt = performance.now()
  const { problems, lines = [] } = await run()
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1)
  console.log(`${problems === '' ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  for (const line of lines) console.log(`     ${line}`)
  if (problems === '') return
  failed.push(name)
  console.log(problems.replace(/^/gm, '     '))
}
