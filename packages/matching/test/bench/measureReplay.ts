import { parseArgs } from 'node:util'
import { replayMarket } from './replayMarket.ts'
import { readReplayRows } from './replayRows.ts'
import { sharedData } from './sharedData.ts'

// Replays a market (from `--file`; by default the synthetic one of shared/data) ten times. Prints one line of JSON: the result and the rows per
// second. Fails when two replays of the same rows give different books.

const RUNS = 10

const { file } = parseArgs({ options: { file: { type: 'string', default: sharedData('market-replay/events.csv.gz') } } }).values
const rows = readReplayRows(file)
const samples: Record<string, number[]> = { events: [], fillRate: [], gpuHours: [], meanPrice: [], opsPerSec: [] }
const hashes = new Set<string>()
// The first run warms up the process and does not count.
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
