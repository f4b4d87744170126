import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '@infinitio/process/embedded'
import { type HttpConnection, openHttpConnection } from './httpConnection.ts'
import { openIngestHouse } from './ingestHouse.ts'
import { writeCatalogue, writeListings } from './writeListings.ts'

// Prints how many pages of one listing (2 kB) the API gives a second on one core, how often that is of what a bare node:http server gives of the same
// bytes in the same run, and how long the API's slowest of a hundred takes, as one line of JSON: one number a run. The two take turns; the API's process
// of its own is started as the product starts it.

const RUNS = 5
const LISTINGS = 200
const CONNECTIONS = 16
const SECONDS = 3
const path = '/api/v1/listings?limit=1&class=1'

const house = await openIngestHouse()
const bare = { port: await freePort({ preferred: 0 }) }
try {
  await writeCatalogue(house.owner)
  await writeListings(house.owner, { from: 0, to: LISTINGS, now: Math.floor(Date.now() / 1_000) })
  await speakForAll()
  await house.startWeb()
  const body = await firstPage()
  const server = spawn(process.execPath, [join(import.meta.dirname, 'bareServer.ts'), String(bare.port), body], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(server, 'message')
  const samples: Record<'requestsPerSec' | 'ratio' | 'p99Ms', number[]> = { requestsPerSec: [], ratio: [], p99Ms: [] }
  // The first run warms both up.
  for (let run = 0; run <= RUNS; run += 1) {
    const own = await measure(house.port)
    const other = await measure(bare.port)
    console.error(
      `run ${run}: ${own.perSec.toFixed(0)} a second of ${body.length} bytes, p99 ${own.p99Ms.toFixed(1)} ms; bare ${other.perSec.toFixed(0)}, p99 ${other.p99Ms.toFixed(1)} ms`,
    )
    if (run === 0) continue
    samples.requestsPerSec.push(own.perSec)
    samples.ratio.push(own.perSec / other.perSec)
    samples.p99Ms.push(own.p99Ms)
  }
  server.kill()
  console.log(JSON.stringify(samples))
} finally {
  await house.stop()
}

/** Waits until the market was read. */
async function firstPage(): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${house.port}${path}`)
    const body = await answer.text()
    if (answer.ok && (JSON.parse(body) as { total: number }).total > 0) return body
    await delay(100)
  }
}

async function measure(port: number): Promise<{ perSec: number; p99Ms: number }> {
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openHttpConnection(port)))
  const startedAt = performance.now()
  const times: number[] = []
  const ask = async (line: HttpConnection) => {
    while (performance.now() - startedAt < SECONDS * 1_000) {
      const sentAt = performance.now()
      await line.get(path)
      times.push(performance.now() - sentAt)
    }
  }
  await Promise.all(lines.map(ask))
  const seconds = (performance.now() - startedAt) / 1_000
  for (const line of lines) line.close()
  const sorted = times.toSorted((one, other) => one - other)
  return { perSec: times.length / seconds, p99Ms: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN }
}

/** Agents speak and gateways hold tunnels for as long as this takes: the jobs of the API hide what is silent. */
async function speakForAll(): Promise<void> {
  await house.owner.query("update node_heartbeats set last_seen_at = now() + interval '1 day'", [])
  await house.owner.query(
    `insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at)
     select gen_random_uuid(), node_id, 'bench', now(), now() + interval '1 day' from chain_nodes`,
    [],
  )
}
