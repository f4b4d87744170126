import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '@infinitio/process/embedded'
import { type HttpConnection, openHttpConnection } from './httpConnection.ts'
import { openIngestDeployment } from './ingestDeployment.ts'
import { writeCatalogue, writeListings } from './writeListings.ts'

// Prints one line of JSON with one number for each run of three measurements:
// - pages with one listing that the API serves in a second on one core
// - the ratio of that number to a bare node:http server that sends the same bytes
// - the 99th percentile of the times of the answers
//
// The API and the bare server alternate in short slices, so that other load slows both equally. The API runs in its own process, as in the product. All clients
// request the same page; progress lines also show the result if no two requests are the same.

const RUNS = 5
const LISTINGS = 200
const CONNECTIONS = 16
const SLICES = 10
const SLICE_MS = 300
const path = '/api/v1/listings?limit=1&class=1'

const deployment = await openIngestDeployment()
let asked = 0
const bare = { port: await freePort({ preferred: 0 }) }
try {
  await writeCatalogue(deployment.owner)
  await writeListings(deployment.owner, { from: 0, to: LISTINGS, now: Math.floor(Date.now() / 1_000) })
  await speakForAll()
  await deployment.startWeb()
  const body = await firstPage()
  const server = spawn(process.execPath, [join(import.meta.dirname, 'bareServer.ts'), String(bare.port), body], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(server, 'message')
  const samples: Record<'requestsPerSec' | 'ratio' | 'p99Ms', number[]> = { requestsPerSec: [], ratio: [], p99Ms: [] }
  // Run 0 is not counted. It only warms up both servers.
  for (let run = 0; run <= RUNS; run += 1) {
    const own = noTimes()
    const other = noTimes()
    const anew = noTimes()
    for (let slice = 0; slice < SLICES; slice += 1) {
      await measure(deployment.port, () => path, own)
      await measure(bare.port, () => path, other)
    }
    await measure(deployment.port, newPath, anew)
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
  await deployment.stop()
}

/** Requests the page until the API has loaded the market. Returns its body. */
async function firstPage(): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${deployment.port}${path}`)
    const body = await answer.text()
    if (answer.ok && (JSON.parse(body) as { total: number }).total > 0) return body
    await delay(100)
  }
}

type Times = { readonly each: number[]; ms: number }

function noTimes(): Times {
  return { each: [], ms: 0 }
}

/** Sends requests on all connections for a slice of time and adds the time of each answer. */
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

/**
 * Returns the path of a page that was never requested before, so it cannot come from the cache. The price limit is higher than any price and does not change
 * the result.
 */
function newPath(): string {
  asked += 1
  return `${path}&maxPricePerGpuHour=${10n ** 24n + BigInt(asked)}`
}

/**
 * Makes agents and gateways appear active for the whole benchmark, because jobs of the API hide
 * silent nodes.
 */
async function speakForAll(): Promise<void> {
  await deployment.owner.query("update node_heartbeats set last_seen_at = now() + interval '1 day'", [])
  await deployment.owner.query(
    `insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at)
     select gen_random_uuid(), node_id, 'bench', now(), now() + interval '1 day' from chain_nodes`,
    [],
  )
}
