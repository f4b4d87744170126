import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { insertLease } from '@infinitio/db'
import { openIngestDeployment } from './ingestDeployment.ts'
import { writeCatalogue, writeListings } from './writeListings.ts'

// Measures event streams and prints one line of JSON with two numbers for each run: the time from a committed row to its event (the 99th percentile over all
// streams), and the API's CPU use as a share of one core. 5,000 streams watch one lease, which changes ten times a second. The API and the clients run in
// separate processes.

const { values } = parseArgs({ options: { streams: { type: 'string', default: '5000' } } })
const STREAMS = Number(values.streams)
const RUNS = 5
const UPDATES = 50
const EVERY_MS = 100
const leaseId = 1n

const deployment = await openIngestDeployment()
let version = 1
try {
  await writeCatalogue(deployment.owner)
  await writeListings(deployment.owner, { from: 0, to: 10, now: Math.floor(Date.now() / 1_000) })
  await writeLease()
  await deployment.startWeb()
  const samples: Record<'clients' | 'streams' | 'p99Ms' | 'p50Ms' | 'cpuPercent', number[]> = {
    clients: [],
    streams: [],
    p99Ms: [],
    p50Ms: [],
    cpuPercent: [],
  }
  for (let run = 0; run < RUNS; run += 1) {
    const { clients, took, cpuPercent } = await measure()
    const at = (share: number) => (took[Math.ceil(took.length * share) - 1] ?? Number.NaN) / 10
    console.error(
      `run ${run}: ${STREAMS} streams, ${took.length} events, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${cpuPercent.toFixed(0)} % of a core`,
    )
    samples.clients.push(clients)
    samples.streams.push(STREAMS)
    samples.p50Ms.push(at(0.5))
    samples.p99Ms.push(at(0.99))
    samples.cpuPercent.push(cpuPercent)
  }
  console.log(JSON.stringify(samples))
} finally {
  await deployment.stop()
}

/** Returns the delays of all events at all clients in tenths of a millisecond, smallest first, and the number of clients. A client opens one stream. */
async function measure(): Promise<{ clients: number; took: number[]; cpuPercent: number }> {
  const processes = [startClients(), startClients()]
  await Promise.all(processes.map((client) => nextMessage(client)))
  // Wait until the server is idle again after it opened the streams.
  await delay(2_000)
  const madeAt: [number, number][] = []
  const [cpuBefore, startedAt] = [deployment.cpuTimes().web, performance.now()]
  for (let update = 0; update < UPDATES; update += 1) {
    await delay(Math.max(0, startedAt + update * EVERY_MS - performance.now()))
    version += 1
    await deployment.owner.query('update leases set updated_block = $1 where lease_id = $2', [version, leaseId])
    madeAt.push([version, Number(process.hrtime.bigint()) / 1e6])
    await deployment.owner.query('notify projections', [])
  }
  const cpuPercent = ((deployment.cpuTimes().web - cpuBefore) / (performance.now() - startedAt)) * 100
  await delay(3_000)
  const told = await Promise.all(
    processes.map((client) => {
      client.send(madeAt)
      return nextMessage(client)
    }),
  )
  const took = (told as number[][]).flat().sort((one, other) => one - other)
  if (took.some(Number.isNaN)) throw new Error('a stream was never told')
  return { clients: took.length / UPDATES, took, cpuPercent }
}

function startClients(): ChildProcess {
  const args = [join(import.meta.dirname, 'streamClients.ts'), String(deployment.port), String(STREAMS / 2), `lease:${leaseId}`]
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
}

async function nextMessage(child: ChildProcess): Promise<unknown> {
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('those who listen ended')))
  const [message] = await Promise.race([once(child, 'message'), ended])
  ended.catch(() => undefined)
  return message
}

async function writeLease(): Promise<void> {
  const [node] = await deployment.owner.query<{ node_id: string }>('select node_id from chain_nodes limit 1', [])
  const zeros = `0x${'0'.repeat(64)}`
  const account = `0x${'a'.repeat(40)}`
  await insertLease(deployment.owner, {
    ...{ leaseId, renter: account, provider: account, nodeId: node?.node_id ?? '', hostKey: zeros, pricePerGpuSecond: 1n, gpus: 1, startAt: 1n },
    ...{ durationSeconds: 3_600n, noticeSeconds: 0n, trialSeconds: 0n, feeBps: 25, flags: 1, askNonce: 0n, askMaxDurationSeconds: 86_400n },
    ...{
      askAvailableUntil: 1n,
      workloadHash: zeros,
      askHash: zeros,
      bidHash: zeros,
      settledAt: 1n,
      settledTx: zeros,
      escrow: 1n,
      relayFee: 0n,
      updatedBlock: 1n,
    },
  })
}
