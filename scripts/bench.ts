// `npm run bench -- NAME [--json]`: measures on an instance of its own and prints the median and spread of each key.
// With --json the last line is one JSON object of numbers. Exits 1 when it could not measure.
import { parseArgs } from 'node:util'
import type { Benchmark } from './bench/benchmark.ts'
import { followerBenchmark } from './bench/followerBenchmark.ts'
import { gasBenchmark } from './bench/gasBenchmark.ts'
import { idleBenchmark } from './bench/idleBenchmark.ts'
import { latencyBenchmark } from './bench/latencyBenchmark.ts'
import { medianOf } from './bench/medianOf.ts'
import { signaturesBenchmark } from './bench/signaturesBenchmark.ts'
import { simulationBenchmark } from './bench/simulationBenchmark.ts'
import { startBenchmark } from './bench/startBenchmark.ts'
import { workerBenchmark } from './bench/workerBenchmark.ts'

const benchmarks: Benchmark[] = [
  startBenchmark,
  latencyBenchmark,
  idleBenchmark,
  gasBenchmark,
  followerBenchmark,
  workerBenchmark,
  simulationBenchmark,
  signaturesBenchmark,
]
const { values, positionals } = parseArgs({ options: { json: { type: 'boolean', default: false } }, allowPositionals: true })
const chosen = benchmarks.find(({ name }) => name === positionals[0])
if (chosen === undefined) {
  console.error(`Usage: npm run bench -- ${benchmarks.map(({ name }) => name).join('|')} [--json]`)
  process.exit(64)
}

try {
  const samples = await chosen.measure((line) => console.error(line))
  const summary = Object.entries(samples).map(([key, numbers]) => ({ key, ...medianOf(numbers), count: numbers.length }))
  for (const { key, median, spreadPercent, count } of summary)
    console.log(`${key}: ${rounded(median)} (± ${spreadPercent.toFixed(0)} %, ${count} runs)`)
  if (values.json) console.log(JSON.stringify(Object.fromEntries(summary.map(({ key, median }) => [key, rounded(median)]))))
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  process.exit(1)
}

/** Tenths, and thousandths of small numbers: ratios. */
function rounded(value: number): number {
  const parts = Math.abs(value) < 10 ? 1_000 : 10
  return Math.round(value * parts) / parts
}
