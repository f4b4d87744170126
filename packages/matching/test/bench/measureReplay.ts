import { parseArgs } from 'node:util'
import { replayMarket } from './replayMarket.ts'
import { readReplayRows } from './replayRows.ts'
import { sharedData } from './sharedData.ts'

// Replays a market (of `--file`; by default the synthetic one of shared/data) ten times and prints one line of JSON: what became of it, and rows a second. Fails when two replays of the same
// rows end in different books.

const RUNS = 10

const { file } = parseArgs({ options: { file: { type: 'string', default: sharedData('market-replay/events.csv.gz') } } }).values
const rows = readReplayRows(file)
const samples: Record<string, number[]> = { events: [], fillRate: [], gpuHours: [], meanPrice: [], opsPerSec: [] }
const hashes = new Set<string>()
// The first is not counted: it warms the process up.
for (let run = 0; run <= RUNS; run += 1) {
  const { events, leases, fillRate, gpuHours, meanPrice, seconds, bookHash, refused } = replayMarket(rows)
  const result = { events, fillRate, gpuHours, meanPrice, opsPerSec: events / seconds }
  hashes.add(bookHash)
  if (run === 0) continue
  for (const [key, value] of Object.entries(result)) samples[key]?.push(value)
  console.error(
    `run ${run}: ${events} events in ${seconds.toFixed(2)} s, ${leases} leases, book ${bookHash.slice(0, 16)}, refused ${JSON.stringify(refused)}`,
  )
}
if (hashes.size !== 1) throw new Error(`${RUNS + 1} replays of the same rows ended in ${hashes.size} different books`)
console.log(JSON.stringify(samples))
