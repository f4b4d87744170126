// `npm run simulate -- --seed N [--trace]` replays the run of the money simulation that belongs to seed N. `--seeds COUNT` plays COUNT runs from seed N on.
// With `--siege`, an attacker plays against the market.
import { parseArgs } from 'node:util'
import { playSiege } from './siege/playSiege.ts'
import { openSimulatedDatabase } from './simulatedDatabase.ts'
import { simulate } from './simulate.ts'

process.env.LOG_LEVEL ??= 'fatal'
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    siege: { type: 'boolean', default: false },
  },
})
const first = Number(values.seed)
const database = await openSimulatedDatabase()
const startedAt = performance.now()
let failures = 0
let steps = 0
const counts: Record<string, number> = {}
const edges: Record<string, number> = {}
const longest: Record<string, number> = {}
for (let seed = first; seed < first + Number(values.seeds); seed += 1) {
  const asked = { seed, database, keepsTrace: values.trace }
  const result = values.siege ? { edges: {}, ...(await playSiege(asked)) } : { longest: {}, ...(await simulate(asked)) }
  steps += result.steps
  for (const [name, count] of Object.entries(result.counts)) counts[name] = (counts[name] ?? 0) + count
  for (const [stage, rounds] of Object.entries(result.longest)) longest[stage] = Math.max(longest[stage] ?? 0, rounds)
  for (const [edge, count] of Object.entries(result.edges)) edges[edge] = (edges[edge] ?? 0) + count
  if (values.trace) for (const line of result.lines) process.stdout.write(`${line}\n`)
  if (values.seeds === '1' || result.failure !== null) process.stdout.write(`seed ${seed}: ${result.steps} steps, trace ${result.traceHash}\n`)
  if (result.failure === null) continue
  failures += 1
  process.stdout.write(
    `${result.failure.stack ?? result.failure.message}\nreplay with: npm run simulate -- ${values.siege ? '--siege ' : ''}--seed ${seed} --trace\n`,
  )
}
const summary = values.siege ? `longest, in rounds: ${JSON.stringify(longest)}` : `edges of the lease: ${JSON.stringify(edges)}`
process.stdout.write(`${JSON.stringify(counts)}\n${summary}\n`)
const seconds = (performance.now() - startedAt) / 1_000
const rate = (Number(values.seeds) * 60) / seconds
process.stdout.write(`${values.seeds} seeds, ${failures} failed, ${steps} steps, ${rate.toFixed(0)} seeds a minute\n`)
await database.stop()
process.exit(failures === 0 ? 0 : 1)
