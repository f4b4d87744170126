import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '@infinitio/process/embedded'
import { type HttpConnection, openHttpConnection } from './httpConnection.ts'
import { openIngestHouse } from './ingestHouse.ts'
import { writeCatalogue, writeListings } from './writeListings.ts'

// Prints how many pages of one listing (2 kB) the API gives a second on one core, how often that is of what a bare node:http server gives of the same
// bytes in the same run, and how long the API's slowest of a hundred takes, as one line of JSON: one number a run. The two take turns in short slices,
// so that what else runs here slows both alike; the API's process is started as the product starts it. Everybody asks for the same page; the lines of
// progress also say how many pages a second the API makes when nobody asks for what somebody else just had.

const RUNS = 5
const LISTINGS = 200
const CONNECTIONS = 16
const SLICES = 10
const SLICE_MS = 300
const path = '/api/v1/listings?limit=1&class=1'

const house = await openIngestHouse()
let asked = 0
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
    const own = noTimes()
    const other = noTimes()
    const anew = noTimes()
    for (let slice = 0; slice < SLICES; slice += 1) {
      await measure(house.port, () => path, own)
      await measure(bare.port, () => path, other)
    }
    await measure(house.port, newPath, anew)
    console.error(
      `run ${run}: ${perSec(own)} a second of ${body.length} bytes, p99 ${p99(own).toFixed(1)} ms; bare ${perSec(other)}, p99 ${p99(other).toFixed(1)} ms; made anew ${perSec(anew)}`,
    )
    if (run === 0) continue
    samples.requestsPerSec.push(perSec(own))
    samples.ratio.push(perSec(own) / perSec(other))
    samples.p99Ms.push(p99(own))
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

type Times = { readonly each: number[]; ms: number }

function noTimes(): Times {
  return { each: [], ms: 0 }
}

/** Asks over all connections for a slice of time and adds how long each answer took. */
async function measure(port: number, pathOf: () => string, times: Times): Promise<void> {
  const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => openHttpConnection(port)))
  const startedAt = performance.now()
  const ask = async (line: HttpConnection) => {
    while (performance.now() - startedAt < SLICE_MS) {
      const sentAt = performance.now()
      await line.get(pathOf())
      times.each.push(performance.now() - sentAt)
    }
  }
  await Promise.all(lines.map(ask))
  times.ms += performance.now() - startedAt
  for (const line of lines) line.close()
}

function perSec({ each, ms }: Times): number {
  return Math.round((each.length * 1_000) / ms)
}

function p99({ each }: Times): number {
  return each.toSorted((one, other) => one - other)[Math.ceil(each.length * 0.99) - 1] ?? Number.NaN
}

/** A page that nobody asked for: as dear as no listing is. */
function newPath(): string {
  asked += 1
  return `${path}&maxPricePerGpuHour=${10n ** 24n + BigInt(asked)}`
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
