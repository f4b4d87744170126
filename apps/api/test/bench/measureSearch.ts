import { setTimeout as delay } from 'node:timers/promises'
import type { PlaceOrderWire } from '@infinitio/domain/wire'
import { type HttpConnection, openHttpConnection } from './httpConnection.ts'
import { openIngestDeployment } from './ingestDeployment.ts'
import { writeIngestMarket } from './ingestMarket.ts'
import { openSearchApi } from './searchApi.ts'
import { classCount, dearest, regionCount, writeCatalogue, writeListings } from './writeListings.ts'

// Measures how long requests over HTTP take with 1,000,000 listings, and prints one line of JSON with one number for each run. Progress lines show the same for
// 10,000 and 100,000 listings. The measured times are:
// - a page of 50 listings with filter counts: five filters, one of four sorts
// - the same for a model, sorted by fit
// - advice for a model
// - one listing
// - the time from a new ask in the order book until a search shows it

const SIZES = [10_000, 100_000, 1_000_000]
const RUNS = 5
const PAGES = 100
const FRESH = 10
const FITS = 20
const ADVICES = 5
const MODELS = ['llama-3.1-8b', 'qwen2.5-32b', 'llama-3.3-70b']
const SEED = 7_331

const deployment = await openIngestDeployment()
try {
  const market = await writeIngestMarket(deployment)
  await writeCatalogue(deployment.owner)
  await deployment.owner.query(
    `insert into node_heartbeats (node_id, last_seen_at, silent) select node_id, now(), false from chain_nodes on conflict do nothing`,
    [],
  )
  await deployment.owner.query(
    'insert into chain_providers (provider, listed, updated_block) select distinct provider, true, 1 from chain_nodes on conflict do nothing',
    [],
  )
  await deployment.startMatcher()
  const asks = market.asks()
  const now = Math.floor(Date.now() / 1_000)
  let samples: Awaited<ReturnType<typeof measure>> | null = null
  let written = 0
  for (const size of SIZES) {
    const startedAt = performance.now()
    await writeListings(deployment.owner, { from: written, to: size, now })
    written = size
    const writtenAt = performance.now()
    const api = await openSearchApi(deployment)
    const seconds = (ms: number) => (ms / 1_000).toFixed(0)
    const rss = Math.round(process.memoryUsage().rss / 2 ** 20)
    console.error(
      `run ${size} listings: written in ${seconds(writtenAt - startedAt)} s, read in ${seconds(performance.now() - writtenAt)} s, ${rss} MiB`,
    )
    const line = await openHttpConnection(api.port)
    samples = await measure(line, { size, asks: asks.splice(0, (RUNS + 1) * FRESH) })
    line.close()
    await api.stop()
  }
  console.log(JSON.stringify(samples))
} finally {
  await deployment.stop()
}

async function measure(line: HttpConnection, { size, asks }: { size: number; asks: PlaceOrderWire[] }) {
  const samples: Record<'p50Ms' | 'p95Ms' | 'fitP95Ms' | 'adviceP95Ms' | 'listingP95Ms' | 'rows' | 'freshMs', number[]> = {
    p50Ms: [],
    p95Ms: [],
    fitP95Ms: [],
    adviceP95Ms: [],
    listingP95Ms: [],
    rows: [],
    freshMs: [],
  }
  const draw = drawing(SEED)
  // The first run only warms up the compiler.
  for (let run = 0; run <= RUNS; run += 1) {
    const times: number[] = []
    const nodes: string[] = []
    let total = 0
    for (let page = 0; page < PAGES; page += 1) {
      const path = pathOf(draw, page)
      const startedAt = performance.now()
      const answer = await line.get(path)
      times.push(performance.now() - startedAt)
      const { total: found, items } = JSON.parse(answer) as { total: number; items: { node: string }[] }
      total += found
      nodes.push(...items.slice(0, 1).map((item) => item.node))
    }
    const listingTimes = await timesOf(
      line,
      nodes.map((node) => `/api/v1/listings/${node}`),
    )
    const fitTimes = await timesOf(
      line,
      Array.from({ length: FITS }, (_, page) => `${pathOf(draw, page, 'fit')}&run=${MODELS[page % MODELS.length]}`),
    )
    const adviceTimes = await timesOf(
      line,
      Array.from({ length: ADVICES }, (_, page) => `/api/v1/listings/advice?run=${MODELS[page % MODELS.length]}`),
    )
    const fresh: number[] = []
    for (const ask of asks.splice(0, FRESH)) fresh.push(await measureFresh(line, ask))
    const [p50, p95, listingP95] = [quantile(times, 0.5), quantile(times, 0.95), quantile(listingTimes, 0.95)]
    const [fitP95, adviceP95] = [quantile(fitTimes, 0.95), quantile(adviceTimes, 0.95)]
    console.error(
      `run ${run} at ${size}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, by fit p95 ${fitP95.toFixed(1)} ms, advice p95 ${adviceP95.toFixed(1)} ms, a listing p95 ${listingP95.toFixed(1)} ms, ${Math.round(total / PAGES)} found a page, fresh after ${Math.max(...fresh).toFixed(0)} ms at most`,
    )
    if (run === 0) continue
    samples.p50Ms.push(p50)
    samples.p95Ms.push(p95)
    samples.fitP95Ms.push(fitP95)
    samples.adviceP95Ms.push(adviceP95)
    samples.listingP95Ms.push(listingP95)
    samples.rows.push(size)
    samples.freshMs.push(Math.max(...fresh))
  }
  return samples
}

/** Returns the URL of a results page with five random filters, sorted in the given order or in one of four. */
function pathOf(draw: (below: number) => number, page: number, sort: string = ['price', 'total', 'newest', 'ready'][page % 4] ?? 'price'): string {
  const some = (of: number, count: number) => [...new Set(Array.from({ length: count }, () => draw(of)))].join()
  const query = new URLSearchParams({
    class: some(classCount, 6),
    region: some(regionCount, 5),
    minVramGib: String([16, 24, 48][draw(3)]),
    minGpus: String([1, 2, 4][draw(3)]),
    maxPricePerGpuHour: String(((dearest * BigInt(1 + draw(4))) / 4n) * 3_600n),
    sort,
    ...(page % 2 === 0 ? { hours: String([1, 12, 48][draw(3)]) } : {}),
  })
  return `/api/v1/listings?${query}`
}

/** Returns the milliseconds of each answer. Requests run one after another. */
async function timesOf(line: HttpConnection, paths: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const path of paths) {
    const startedAt = performance.now()
    await line.get(path)
    times.push(performance.now() - startedAt)
  }
  return times
}

/** Returns how many milliseconds after a new ask is in the database a search shows it. */
async function measureFresh(line: HttpConnection, ask: PlaceOrderWire): Promise<number> {
  if (ask.kind !== 'ask') throw new Error('an ask')
  const { orderHash } = JSON.parse(await line.post('/api/v1/orders', JSON.stringify(ask), { status: 202 })) as { orderHash: string }
  const { node } = ask.order
  const inBook = (async () => {
    while ((await deployment.owner.query("select 1 from book_orders where order_hash = $1 and state = 'open'", [orderHash])).length === 0)
      await delay(2)
    return performance.now()
  })()
  const shown = (async () => {
    while (!(await line.get('/api/v1/listings?sort=newest&limit=1')).includes(node)) await delay(2)
    return performance.now()
  })()
  return Math.max(0, (await shown) - (await inBook))
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN
}

/** Returns a random number generator, which gives the same numbers for the same seed. */
function drawing(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
