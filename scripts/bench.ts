// `npm run bench -- NAME [--json]`: runs one benchmark on a separate instance of the market, and prints the median and the spread of each result. Exits with 1
// if the benchmark fails or exceeds its time limit. Options:
// - `--json`: the last line is one JSON object of numbers.
// - `--file`: another market for `replay`.
// - `--seconds`, `--pairs`: the length and the number of the measuring periods of `rpc`.
// - `--pages`: the pages of `lighthouse`, by the start of their names.
// - `--runs`: the number of runs of `recover` and `coldstart`, of each cause of `faults` and of each page of `lighthouse`, and of the attempts of each attack of `proofs`.
// - `--machines`: the number of machines of `faults`.
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Benchmark } from './bench/benchmark.ts'
import { coldStartBenchmark } from './bench/coldStartBenchmark.ts'
import { gasBenchmark } from './bench/gasBenchmark.ts'
import { idleBenchmark } from './bench/idleBenchmark.ts'
import { inSequence } from './bench/inSequence.ts'
import { inpBenchmark } from './bench/inpBenchmark.ts'
import { journeyBenchmark } from './bench/journeyBenchmark.ts'
import { containerLatencyBenchmark, latencyBenchmark } from './bench/latencyBenchmark.ts'
import { lighthouseBenchmark } from './bench/lighthouseBenchmark.ts'
import { measureWithin } from './bench/measureWithin.ts'
import { medianOf } from './bench/medianOf.ts'
import { offersBenchmark } from './bench/offersBenchmark.ts'
import { rpcBenchmark } from './bench/rpcBenchmark.ts'
import { scriptBenchmark } from './bench/scriptBenchmark.ts'
import { simulationBenchmark } from './bench/simulationBenchmark.ts'
import { startBenchmark } from './bench/startBenchmark.ts'
import { engineHeap } from './start/serviceSpecs.ts'

const benchmarks: Benchmark[] = [
  startBenchmark,
  latencyBenchmark,
  containerLatencyBenchmark,
  idleBenchmark,
  offersBenchmark,
  coldStartBenchmark,
  rpcBenchmark,
  journeyBenchmark,
  inpBenchmark,
  lighthouseBenchmark,
  gasBenchmark,
  scriptBenchmark({ name: 'follower', script: 'apps/engine/test/bench/measureFollower.ts' }),
  scriptBenchmark({ name: 'worker', script: 'apps/engine/test/bench/measureWorker.ts' }),
  scriptBenchmark({ name: 'recovery', script: 'apps/engine/test/bench/measureRecovery.ts', limitMinutes: 60 }),
  scriptBenchmark({ name: 'takeover', script: 'apps/engine/test/bench/measureTakeover.ts' }),
  scriptBenchmark({ name: 'tunnel', script: 'apps/gateway/test/bench/measureTunnel.ts' }),
  scriptBenchmark({ name: 'gateway', script: 'apps/gateway/test/bench/measureGateway.ts' }),
  simulationBenchmark,
  scriptBenchmark({ name: 'matching', script: 'packages/matching/test/bench/measureMatching.ts', nodeArguments: [...engineHeap, '--expose-gc'] }),
  scriptBenchmark({
    name: 'open-orders',
    script: 'packages/matching/test/bench/measureOpenOrders.ts',
    nodeArguments: ['--expose-gc', '--max-old-space-size=12000'],
  }),
  scriptBenchmark({ name: 'replay', script: 'packages/matching/test/bench/measureReplay.ts', nodeArguments: engineHeap }),
  scriptBenchmark({ name: 'epoch', script: 'packages/economy/test/bench/measureEpoch.ts' }),
  scriptBenchmark({ name: 'simulate', script: 'packages/economy/test/bench/measureSimulation.ts', limitMinutes: 60 }),
  scriptBenchmark({ name: 'replication', script: 'packages/tasks/test/bench/measureReplication.ts', limitMinutes: 60 }),
  inSequence('tasks', [
    scriptBenchmark({ name: 'draws', script: 'packages/tasks/test/bench/measureDraws.ts' }),
    scriptBenchmark({ name: 'sql job', script: 'e2e/tasks/measureSqlJob.ts' }),
  ]),
  inSequence('faults', [
    scriptBenchmark({ name: 'causes', script: 'e2e/faults/measureFaults.ts', limitMinutes: 150 }),
    scriptBenchmark({ name: 'refunds', script: 'apps/api/test/bench/measureRefunds.ts' }),
  ]),
  inSequence('adapters', [
    scriptBenchmark({ name: 'data', script: 'packages/adapter-data/test/bench/measureData.ts' }),
    scriptBenchmark({ name: 'algorithm', script: 'packages/adapter-algorithm/test/bench/measureAlgorithm.ts' }),
  ]),
  scriptBenchmark({ name: 'serve', script: 'packages/relay/test/bench/measureServe.ts' }),
  scriptBenchmark({ name: 'router', script: 'packages/relay/test/bench/measureRouter.ts' }),
  scriptBenchmark({ name: 'checks', script: 'packages/services/test/bench/measureChecks.ts' }),
  scriptBenchmark({ name: 'proof', script: 'packages/proven/test/bench/measureProof.ts' }),
  scriptBenchmark({ name: 'mesh', script: 'apps/agent/test/bench/measureMesh.ts' }),
  scriptBenchmark({ name: 'recover', script: 'e2e/faults/measureResume.ts' }),
  scriptBenchmark({ name: 'fault-rows', script: 'apps/api/test/bench/measureFaults.ts' }),
  inSequence('proofs', [
    scriptBenchmark({ name: 'spoofs', script: 'packages/domain/test/bench/measureProofs.ts', limitMinutes: 60 }),
    scriptBenchmark({ name: 'delays', script: 'e2e/proofs/measureDelays.ts' }),
  ]),
  scriptBenchmark({ name: 'signatures', script: 'apps/api/test/bench/measureSignatures.ts' }),
  scriptBenchmark({ name: 'ingest', script: 'apps/api/test/bench/measureIngest.ts' }),
  scriptBenchmark({ name: 'parse', script: 'packages/parse/test/bench/measureParse.ts' }),
  scriptBenchmark({ name: 'search', script: 'apps/api/test/bench/measureSearch.ts' }),
  scriptBenchmark({ name: 'streams', script: 'apps/api/test/bench/measureStreams.ts' }),
  scriptBenchmark({ name: 'api', script: 'apps/api/test/bench/measureApi.ts' }),
]
const { values, positionals } = parseArgs({
  options: {
    ...{ help: { type: 'boolean', short: 'h', default: false }, json: { type: 'boolean', default: false } },
    ...{ file: { type: 'string' }, seconds: { type: 'string' }, pairs: { type: 'string' }, pages: { type: 'string' } },
    ...{ runs: { type: 'string' }, machines: { type: 'string' } },
  },
  allowPositionals: true,
})
const usage = `Usage: npm run bench -- ${benchmarks.map(({ name }) => name).join('|')} [--json] [--file ROWS] [--seconds N] [--pairs N] [--pages NAME] [--runs N] [--machines N]`
const chosen = benchmarks.find(({ name }) => name === positionals[0])
if (values.help) {
  console.log(usage)
  process.exit(0)
}
if (chosen === undefined) {
  console.error(usage)
  process.exit(64)
}

try {
  const samples = await measureWithin(chosen, {
    progress: (line) => console.error(line),
    callArgs: callArgs(),
  })
  const summary = Object.entries(samples).map(([key, numbers]) => ({ key, ...medianOf(numbers), count: numbers.length }))
  for (const { key, median, spreadPercent, count } of summary)
    console.log(`${key}: ${rounded(median)} (± ${spreadPercent.toFixed(0)} %, ${count} runs)`)
  if (values.json) console.log(JSON.stringify(Object.fromEntries(summary.map(({ key, median }) => [key, rounded(median)]))))
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error)
  process.exit(1)
}

/** Returns the command-line options that are for the benchmark itself. */
function callArgs(): string[] {
  const { file, seconds, pairs, pages, runs, machines } = values
  const given = { file: file === undefined ? undefined : resolve(file), seconds, pairs, pages, runs, machines }
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
}

/** Rounds to tenths, and small numbers (ratios) to thousandths. */
function rounded(value: number): number {
  const parts = Math.abs(value) < 10 ? 1_000 : 10
  return Math.round(value * parts) / parts
}
