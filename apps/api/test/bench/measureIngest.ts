import { setTimeout as delay } from 'node:timers/promises'
import { insertApiCommands } from '@infinitio/db'
import { createTestDatabase, openTestDb } from '@infinitio/db/test'
import { hashBid } from '@infinitio/domain'
import { bidFromWire, type PlaceOrderWire } from '@infinitio/domain/wire'
import { curve, fastKeccak256 } from '../../src/signatures/curve.ts'
import { recoverWith } from '../../src/signatures/recoverWith.ts'
import { type HttpConnection, openHttpConnection } from './httpConnection.ts'
import { type IngestDeployment, openIngestDeployment } from './ingestDeployment.ts'
import { type IngestMarket, writeIngestMarket } from './ingestMarket.ts'

const RUNS = 5
const BATCH = 50
// Enough connections to keep both cores of the test machine busy.
const BATCH_CONNECTIONS = 12
const SINGLE_CONNECTIONS = 64
// Enough orders for some seconds. In a shorter measurement, its beginning and end would count too much: some processes have no work then.
const BATCH_ORDERS = 10_000
const SINGLE_ORDERS = 2_400
const LATENCY_SECONDS = 3
const SIGNATURES = 4_000
const PG_ROWS = 10_000

const deployment = await openIngestDeployment()
try {
  const market = await writeIngestMarket(deployment)
  await deployment.start()
  await withConnections(BATCH_CONNECTIONS, (lines) => placeInBatches(lines, market.asks()))
  const unplaced = market.bids(500)
  await untilMatched(deployment)
  const samples: Record<'ordersPerSec' | 'signatureRate' | 'ratio' | 'singleRatio' | 'pgLimitPerSec' | 'p99Ms', number[]> = {
    ordersPerSec: [],
    signatureRate: [],
    ratio: [],
    singleRatio: [],
    pgLimitPerSec: [],
    p99Ms: [],
  }
  // The first run only warms up every process.
  for (let run = 0; run <= RUNS; run += 1) {
    const signatureRate = measureSignatures(unplaced, deployment)
    const ordersPerSec = await rateOf(market, { count: BATCH_ORDERS, connections: BATCH_CONNECTIONS, place: placeInBatches })
    const singlesPerSec = await rateOf(market, { count: SINGLE_ORDERS, connections: SINGLE_CONNECTIONS, place: placeOneByOne })
    const { p99Ms, acceptedP99Ms } = await measureLatency(market, { ordersPerSec: ordersPerSec / 2 })
    const pgLimitPerSec = await measurePostgres()
    console.error(
      `run ${run}: ${ordersPerSec.toFixed(0)} orders/s in batches, ${singlesPerSec.toFixed(0)} one by one, ${signatureRate.toFixed(0)} signatures/s, p99 ${p99Ms.toFixed(0)} ms to matched, ${acceptedP99Ms.toFixed(0)} ms to accepted, room for ${market.room()}`,
    )
    if (run === 0) continue
    samples.ordersPerSec.push(ordersPerSec)
    samples.signatureRate.push(signatureRate)
    samples.ratio.push(ordersPerSec / signatureRate)
    samples.singleRatio.push(singlesPerSec / signatureRate)
    samples.pgLimitPerSec.push(pgLimitPerSec)
    samples.p99Ms.push(p99Ms)
  }
  console.log(JSON.stringify(samples))
} finally {
  await deployment.stop()
}

/** Opens `count` connections, and closes them after use. The server closes idle connections after some seconds, so each measurement opens its own. */
async function withConnections<Result>(count: number, use: (lines: HttpConnection[]) => Promise<Result>): Promise<Result> {
  const lines = await Promise.all(Array.from({ length: count }, () => openHttpConnection(deployment.port)))
  try {
    return await use(lines)
  } finally {
    for (const line of lines) line.close()
  }
}

type Load = { count: number; connections: number; place: (lines: readonly HttpConnection[], orders: readonly PlaceOrderWire[]) => Promise<void> }

/**
 * Returns the orders per second, from sending the first byte until the last order is in the journal. The orders are signed before the measurement, because
 * renters sign them and not the market.
 */
async function rateOf(market: IngestMarket, { count, connections, place }: Load): Promise<number> {
  const orders = market.bids(count)
  return withConnections(connections, async (lines) => {
    const before = cpuTimes()
    const startedAt = performance.now()
    await place(lines, orders)
    await untilMatched(deployment)
    const seconds = (performance.now() - startedAt) / 1_000
    sayCosts(before, count)
    await assertMatched(deployment, count)
    return count / seconds
  })
}

type CpuTimes = ReturnType<typeof cpuTimes>

function cpuTimes() {
  const { user, system } = process.cpuUsage()
  return { ...deployment.cpuTimes(), load: (user + system) / 1_000 }
}

/** Prints how many µs of CPU time each process needs for an order. Unlike the elapsed time, this can be compared even if the machine is busy. */
function sayCosts(before: CpuTimes, count: number): void {
  const after = cpuTimes()
  const costs = (['web', 'engine', 'postgres', 'load'] as const).map(
    (part) => `${part} ${Math.round(((after[part] - before[part]) * 1_000) / count)}`,
  )
  console.error(`run costs µs an order: ${costs.join(', ')}`)
}

async function placeInBatches(lines: readonly HttpConnection[], orders: readonly PlaceOrderWire[]): Promise<void> {
  const bodies = Array.from({ length: Math.ceil(orders.length / BATCH) }, (_, place) =>
    JSON.stringify({ orders: orders.slice(place * BATCH, (place + 1) * BATCH) }),
  )
  await inTurn(lines, bodies, async (line, body) => {
    const answer = await line.post('/api/v1/orders/batch', body, { status: 202 })
    if (answer.includes('"refused"')) throw new Error(`an order was refused: ${answer.slice(answer.indexOf('"refused"'), 400)}`)
  })
}

async function placeOneByOne(lines: readonly HttpConnection[], orders: readonly PlaceOrderWire[]): Promise<void> {
  const bodies = orders.map((order) => JSON.stringify(order))
  await inTurn(lines, bodies, async (line, body) => void (await line.post('/api/v1/orders', body, { status: 202 })))
}

/** Sends the bodies over some connections. Each connection sends its next body when it has received an answer. */
async function inTurn(lines: readonly HttpConnection[], bodies: readonly string[], send: (line: HttpConnection, body: string) => Promise<void>) {
  let next = 0
  await Promise.all(
    lines.map(async (line) => {
      for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await send(line, body)
    }),
  )
}

/** Waits until the matcher has processed the last command. */
async function untilMatched({ owner }: IngestDeployment): Promise<void> {
  for (;;) {
    const rows = await owner.query<{ done: boolean }>(
      "select coalesce((select max(id) from api_commands), 0) <= (select last_id from cursors where source = 'api') as done",
      [],
    )
    if (rows[0]?.done === true) return
    await delay(5)
  }
}

/** Checks that the last `count` orders matched. Otherwise a market that refuses all orders would look fast. */
async function assertMatched({ owner }: IngestDeployment, count: number): Promise<void> {
  const rows = await owner.query<{ state: string; code: string | null; orders: bigint }>(
    'select state, code, count(*) as orders from (select state, code from book_orders order by created_seq desc limit $1) o group by state, code',
    [count],
  )
  if (rows.length !== 1 || rows[0]?.state !== 'matched')
    throw new Error(`not all orders matched: ${rows.map((row) => `${row.orders} ${row.state} ${row.code}`)}`)
}

/**
 * Measures two times in milliseconds: from sending a batch until the database has the matcher's decision about its last order, and from sending the batch until
 * its answer arrives. Batches are sent at a constant rate, even if earlier answers are still missing.
 */
async function measureLatency(market: IngestMarket, { ordersPerSec }: { ordersPerSec: number }) {
  const batches = Math.max(20, Math.floor((ordersPerSec * LATENCY_SECONDS) / BATCH))
  const everyMs = (BATCH * 1_000) / ordersPerSec
  const orders = market.bids(batches * BATCH)
  const matched: number[] = []
  const accepted: number[] = []
  const startedAt = performance.now()
  const free: HttpConnection[] = []
  await Promise.all(
    Array.from({ length: batches }, async (_, place) => {
      const batch = orders.slice(place * BATCH, (place + 1) * BATCH)
      const dueAt = startedAt + place * everyMs
      await delay(Math.max(0, dueAt - performance.now()))
      const line = free.pop() ?? (await openHttpConnection(deployment.port))
      const sentAt = Math.min(performance.now(), dueAt)
      await line.post('/api/v1/orders/batch', JSON.stringify({ orders: batch }), { status: 202 })
      accepted.push(performance.now() - sentAt)
      free.push(line)
      await untilKnown(batch.at(-1) as PlaceOrderWire)
      matched.push(performance.now() - sentAt)
    }),
  )
  for (const line of free) line.close()
  return { p99Ms: p99(matched), acceptedP99Ms: p99(accepted) }
}

async function untilKnown(order: PlaceOrderWire): Promise<void> {
  for (;;) {
    const rows = await deployment.owner.query('select 1 from book_orders where signature = $1 and order_hash = $2', [order.signature, hashOf(order)])
    if (rows.length > 0) return
    await delay(5)
  }
}

function p99(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? Number.NaN
}

/** Returns how many signed orders per second this process can check in the way the API does. */
function measureSignatures(wires: readonly PlaceOrderWire[], { chain }: IngestDeployment): number {
  const orders = wires.flatMap((order) => (order.kind === 'bid' ? [{ bid: bidFromWire(order.order), signature: order.signature }] : []))
  const domain = { chainId: chain.chainId, market: chain.addresses.market }
  const startedAt = performance.now()
  const before = process.cpuUsage()
  for (let place = 0; place < SIGNATURES; place += 1) {
    const { bid, signature } = orders[place % orders.length] as (typeof orders)[number]
    if (recoverWith({ curve, keccak: fastKeccak256 }, { digest: hashBid(bid, domain, fastKeccak256), signature }) !== bid.renter)
      throw new Error('an order was checked wrongly')
  }
  const { user, system } = process.cpuUsage(before)
  console.error(`run costs µs a signature: ${((user + system) / SIGNATURES).toFixed(0)}`)
  return (SIGNATURES * 1_000) / (performance.now() - startedAt)
}

function hashOf(order: PlaceOrderWire): string {
  if (order.kind !== 'bid') throw new Error('a bid')
  return hashBid(bidFromWire(order.order), { chainId: deployment.chain.chainId, market: deployment.chain.addresses.market }, fastKeccak256)
}

/** Returns how many rows per second the same Postgres inserts into a simple table, 1,000 per transaction. Orders cannot be stored faster than that. */
async function measurePostgres(): Promise<number> {
  const database = await createTestDatabase()
  const db = openTestDb({ url: database.urls.infinitio_api, max: 1, onError: () => {} })
  const payload = JSON.stringify({ kind: 'PlaceBid', filling: 'x'.repeat(1_000) })
  const startedAt = performance.now()
  for (let from = 0; from < PG_ROWS; from += 1_000) {
    const rows = Array.from({ length: 1_000 }, (_, place) => ({ commandKey: `order:${from + place}`, kind: 'PlaceBid', payload }))
    await db.transaction((tx) => insertApiCommands(tx, rows))
  }
  const rate = (PG_ROWS * 1_000) / (performance.now() - startedAt)
  await db.close()
  await database.drop()
  return rate
}
