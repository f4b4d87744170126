// Causes faults with real processes, and checks whether the market blames the right party. It is the first part of `npm run bench -- faults`. `--runs` is how
// often each cause is produced (default 20), and `--machines` is the number of machines with agents that can be killed (default 7). Three markets run side by
// side, each in its own process, because causes that move the chain's clock or stop the market would disturb the others. `--market` chooses a single one.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pagesSetup from '../../scripts/vitest/pagesSetup.ts'
import programsSetup from '../../scripts/vitest/programsSetup.ts'
import templateSetup from '../../scripts/vitest/templateSetup.ts'
import type { Counted } from './realCause.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '20' }, machines: { type: 'string', default: '7' }, market: { type: 'string' } },
})
const markets = ['images', 'machines', 'market'].filter((name) => name === (values.market ?? name))

// A build during the start of a market would exceed the time limit of that start.
await programsSetup()
await pagesSetup()
const removeTemplate = templateSetup()
const ended = await Promise.allSettled(markets.map(countIn))
removeTemplate()
const counted = ended.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
const all = counted.reduce((sum, { runs }) => sum + runs, 0)
const shareOf = (key: 'attributed' | 'right') => [counted.reduce((sum, cause) => sum + cause[key], 0) / all]
console.log(`run all: ${all} runs of ${counted.length} causes`)
const failed = ended.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
if (failed.length > 0) throw new AggregateError(failed, 'a market of the benchmark failed')
console.log(JSON.stringify({ attributed: shareOf('attributed'), rightParty: shareOf('right') }))
process.exit(0)

/** Runs the causes of one market in a separate process, and returns their counts. Rejects if the process fails. */
async function countIn(market: string): Promise<Counted[]> {
  const args = [market, values.runs, values.machines]
  const child = fork(join(import.meta.dirname, 'measureMarket.ts'), args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  let counts: Counted[] | null = null
  child.on('message', (message) => {
    counts = message as Counted[]
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0 || counts === null) throw new Error(`the market for ${market} ended with ${code}`)
  return counts
}
