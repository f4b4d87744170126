import { bps, isolationLevels, memoryOfRun, parseRun, pTokenUnits } from '@infinitio/domain'
import { askFromWire, type AskWire, type ListingQuery, usualPageItems } from '@infinitio/domain/wire'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { naiveMap, naiveSearch } from '../../../test/naiveSearch.ts'
import { createListingIndex } from '../createListingIndex.ts'
import { listingOf } from '../rows/listingOf.ts'
import { mapOfSearch } from './mapOfSearch.ts'
import type { MarketCatalogue, MarketNode } from '../machines/marketNode.ts'
import { adviceOf } from '../advice/adviceOf.ts'
import { searchMarket } from './searchMarket.ts'
import { modelRunOf } from './searchTerms.ts'

const isLong = process.env['TEST_LONG'] === '1'

const start = 1_800_000_000
const fees = { feeBps: bps(25n), settleTerms: { relayFee: pTokenUnits(3n), leastLeaseValue: pTokenUnits(0n), smallLeaseFee: pTokenUnits(0n) } }
const seed = Number(process.env.SEED ?? 20_261)
/** "Class 2" is in no data sheet, like any class that is new. */
const classNames = ['NVIDIA L4 24 GB', 'NVIDIA T4 16 GB', 'Class 2']
const catalogue: MarketCatalogue = {
  classes: [0, 1, 2].map((classId) => ({ classId, name: classNames[classId] ?? '', vramGib: 24, referencePricePerGpuSecond: 1n })),
  regions: [0, 3].map((regionId) => ({ regionId, name: `Region ${regionId}` })),
}

/** One change of the simulated market: some nodes are added or replaced, one is removed, and then some time passes. */
type Change = { put: MarketNode[]; gone: number; passes: number }

/** A name with more bytes than the index stores for each name. */
const longName = 'Rack-17 in the second hall on the left, the Last-One'
const few = <Value>(...values: Value[]) => fc.constantFrom(...values)
const mostly = (value: boolean) => few(...Array<boolean>(9).fill(value), !value)
// Use few different ids, so that nodes are often replaced, and few different prices, so that some are equal. Some prices are too large for a floating-point
// number and differ only by one.
const places = fc.integer({ min: 0, max: 39 })
const prices = few(0n, 5n, 5n, 6n, 1_000n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 60n + 1n, 2n ** 60n + 2n, 2n ** 96n - 1n)
const taken = fc.record({ from: fc.integer({ min: -3, max: 700 }), hours: fc.integer({ min: 1, max: 60 }), gpus: fc.integer({ min: 1, max: 9 }) })
const asks = fc.record({
  price: prices,
  minGpus: few(1, 1, 2, 4),
  maxGpus: few(1, 4, 8),
  minSeconds: few(60, 60, 60, 3_600, 7_200),
  maxSeconds: few(2_419_200, 2_419_200, 86_400, 3_600),
  availableFrom: few(0, 0, 0, start, start + 4_000),
  availableUntil: few(start + 3_000, start + 90_000, start + 3_000_000, start + 3_000_000),
  expiry: few(start + 29, start + 30, start + 60, start + 5_000, ...Array<number>(8).fill(start + 3_000_000)),
  createdAtMs: fc.integer({ min: 1, max: 5 }),
})
const nodes = fc
  .record({
    place: places,
    ask: fc.option(asks, { freq: 8 }),
    taken: fc.array(taken, { maxLength: 2 }),
    ...{ classId: few(0, 1, 2), regionId: few(0, 3), gpus: few(1, 4, 8, 15), vramGib: few(0, 16, 80, 141), simulated: fc.boolean() },
    ...{
      listed: mostly(true),
      retired: mostly(false),
      state: few<MarketNode['state']>(...Array<'answering'>(9).fill('answering'), 'suspect', 'lost'),
    },
    latitude: few(null, 60.5, 60.6, 60.8, 90, -90, 0),
    longitude: few(null, 27.1, 27.2, 180, -180, 0),
    medianReadySeconds: few(null, null, 0, 9, 10, 30, 31, 400, 65_534, 65_535, 900_000),
    ...{ ramGib: few(0, 64, 512), diskGib: few(100, 2_000, 2 ** 33), networkMbps: few(100, 1_000, 25_000) },
    country: few(null, 'Norway', 'no', 'DE', 'united states', 'Atlantis', 'Norway\nDE'),
    ...{ city: few(null, 'Hamina', 'Oslo'), name: few('alpha one', 'beta', 'gamma', longName, 'Größe Ünit', 'mm') },
  })
  .map(nodeOf)
const changes: fc.Arbitrary<Change> = fc.record({
  put: fc.array(nodes, { maxLength: 30 }),
  gone: places,
  passes: few(0, 0, 0, 30, 1_800, 3_600, 40_000),
})
const seldom = <Value>(value: fc.Arbitrary<Value>) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value })
// Most queries leave out most filters, because otherwise they would find nothing.
const usual: fc.Arbitrary<ListingQuery> = fc.record({
  class: seldom(fc.subarray([0, 1, 2, 9], { minLength: 1 })),
  region: seldom(fc.subarray([0, 3], { minLength: 1 })),
  minVramGib: seldom(few(0, 16, 80, 200)),
  minGpus: seldom(few(1, 2, 4, 8, 15)),
  hours: seldom(few(1, 2, 24, 672)),
  maxPricePerGpuHour: seldom(few('0', '18000', '17999', String(2n ** 53n * 3_600n), String((2n ** 60n + 1n) * 3_600n + 3_599n))),
  minPricePerGpuHour: rarely(few('0', '18000', '18001', '3600000', String(2n ** 53n * 3_600n + 1n), String((2n ** 60n + 2n) * 3_600n))),
  maxReadySeconds: rarely(few(1, 9, 30, 65_534)),
  box: rarely(
    few(
      { west: 27, south: 60, east: 28, north: 61 },
      { west: -180, south: -90, east: 27.1, north: 60.5 },
      { west: 27.25, south: 0, east: 180, north: 90 },
    ),
  ),
  includeSimulated: seldom(few('true' as const, 'false' as const)),
  q: fc.option(few('hamina', 'ONE', 'nvidia beta', ' ', 'nowhere', 'a', 'mm', 'amm', 'GRÖSSE', 'größe', 'ünit', 'öß', 'last-one', 'rack-17 oslo'), {
    nil: undefined,
    freq: 2,
  }),
  sort: few(
    ...[undefined, 'price' as const, 'total' as const, 'fit' as const, 'value' as const],
    ...['vram' as const, 'newest' as const, 'ready' as const, 'reliability' as const, 'tier' as const],
  ),
  isolation: rarely(fc.subarray([...isolationLevels], { minLength: 1 })),
  run: seldom(few('llama-3.3-70b', '13b', '13b_lora', 'llama-3.1-8b_full', 'sdxl', '700b', '7b', 'llama-3.1-8b_4bit', 'cuda', 'ray')),
  forSeconds: seldom(few(1, 60, 3_600, 100_000)),
  startHour: seldom(few(-1, 0, 1, 1, 2, 5, 24, 400, 690).map((later) => start / 3_600 + later)),
  limit: few(undefined, 1, 2, 7, 200),
})
/** One or two of the filters that searches rarely use. */
const one: fc.Arbitrary<ListingQuery> = fc.oneof(
  fc.record({ minRamGib: few(1, 64, 65, 512) }),
  fc.record({ minDiskGib: few(100, 101, 999_999_999) }),
  fc.record({ minNetworkMbps: few(1_000, 1_001) }),
  fc.record({ minReliabilityPercent: few(1, 90, 96, 99) }),
  fc.record({ minTier: few(1, 2, 3) }),
  fc.record({ gpuLink: fc.subarray(['nvlink' as const, 'pcie' as const], { minLength: 1 }) }),
  fc.record({ maxTotal: few('0', '18000', '143999', '144000', String(2n ** 53n * 3_600n), String((2n ** 60n + 1n) * 3_600n)) }),
  fc.record({ images: fc.constant('true' as const) }),
  fc.record({ minTotalVramGib: few(1, 80, 81, 320, 3_000) }),
  fc.record({ maxGridGramsPerKwh: few(1, 30, 369, 380, 9_999) }),
  fc.record({ notClass: fc.subarray([0, 1, 2, 9], { minLength: 1 }) }),
  fc.record({ notRegion: fc.subarray([0, 3], { minLength: 1 }) }),
  fc.record({ country: fc.subarray(['NO', 'DE', 'US', 'FR'], { minLength: 1 }) }),
  fc.record({ notCountry: fc.subarray(['NO', 'DE', 'FR'], { minLength: 1 }) }),
  fc.record({ city: fc.subarray(['oslo', 'Berlin', 'Os'], { minLength: 1 }) }),
  fc.record({ notCity: fc.subarray(['Oslo', 'Paris'], { minLength: 1 }) }),
)

const unusual = fc
  .tuple(
    one,
    rarely(one),
    fc.record({ limit: few(1, 1, 2, 200), sort: few('price' as const, 'total' as const), hours: few(undefined, 2), minGpus: few(undefined, 2) }),
  )
  .map(([first, second, shown]): ListingQuery => ({ ...first, ...second, ...shown }))

let manyPages = 0
let advised = 0

test.each([
  { filters: 'usual filters', queries: usual, numRuns: isLong ? 440 : 110, leastPages: isLong ? 100 : 25 },
  { filters: 'filters that few searches have', queries: unusual, numRuns: isLong ? 200 : 80, leastPages: isLong ? 25 : 10 },
])(`the index finds, sorts, counts and pages as a plain filter and sort does, by $filters (seed ${seed})`, ({ queries, numRuns, leastPages }) => {
  manyPages = 0
  fc.assert(
    fc.property(fc.array(fc.tuple(changes, fc.array(queries, { maxLength: 4 })), { minLength: 1, maxLength: 8 }), (steps) => {
      const index = createListingIndex({ hour: 0 })
      index.setCatalogue(catalogue)
      const plain = new Map<string, MarketNode>()
      let now = start
      for (const [{ put, gone, passes }, asked] of steps) {
        for (const node of put) {
          index.put(node)
          plain.set(node.node, node)
        }
        index.remove(idOf(gone))
        plain.delete(idOf(gone))
        now += passes
        for (const [at, query] of asked.entries()) {
          expect(pagesOf(index, query, now)).toEqual(expected([...plain.values()], query, now))
          if (at > 0) continue
          const { sort: _sort, limit: _limit, ...filters } = query
          expect(mapOfSearch(index, filters, { now })).toEqual(
            naiveMap(naiveSearch([...plain.values()], { ...filters, sort: 'price' }, { now, catalogue }).found),
          )
          adviceFitsSearch(index, [...plain.values()], { query: filters, now })
        }
      }
      const other = createListingIndex({ hour: index.hour() })
      other.setCatalogue(catalogue)
      for (const node of [...plain.values()].toReversed()) other.put(node)
      expect(other.version()).toBe(index.version())
    }),
    { seed, numRuns },
  )
  // Most of the random markets must have so many results that they need several pages. Otherwise the test would check almost nothing.
  expect(manyPages).toBeGreaterThan(leastPages)
  if (queries === usual) expect(advised).toBeGreaterThan(100)
})

/**
 * Compares the suggestions for GPU models with a plain search. The suggested machine must be the cheapest that a search for the same model and number of GPUs
 * finds, and the number of machines must be the same.
 */
function adviceFitsSearch(
  index: ReturnType<typeof createListingIndex>,
  plain: readonly MarketNode[],
  { query, now }: { query: ListingQuery; now: number },
): void {
  if (modelRunOf(query) === null || query.run === undefined) return
  const { class: _class, minGpus: _minGpus, minTotalVramGib: _total, maxTotal: _maxTotal, box: _box, forSeconds: _for, ...asked } = query
  const { ways } = adviceOf(index, { ...asked, run: query.run }, { now, ...fees })
  for (const { choices, run } of ways)
    for (const { classId, vramGib, gpuLink, gpus, machines, pricePerGpuSecond } of choices) {
      const alike = plain.filter(
        (node) => node.classId === classId && node.vramGib === vramGib && node.gpuLink === gpuLink && (node.ask?.wire.minGpus ?? 0) <= gpus,
      )
      const found = naiveSearch(alike, { ...asked, hours: asked.hours ?? 1, run, minGpus: gpus, sort: 'price' }, { now, catalogue }).found
      expect([machines, pricePerGpuSecond]).toEqual([found.length, found[0]?.ask?.ask.pricePerGpuSecond.toString()])
      advised += 1
    }
}

function pagesOf(index: ReturnType<typeof createListingIndex>, query: ListingQuery, now: number) {
  const items: unknown[] = []
  let cursor: string | undefined
  for (;;) {
    const page = searchMarket(index, { ...query, ...(cursor === undefined ? {} : { cursor }) }, { now, ...fees })
    if ('rejected' in page) throw new Error(page.rejected)
    items.push(...page.items)
    const { total, facets } = page
    if (page.nextCursor === null) return { items, total, facets }
    expect(page.items).toHaveLength(query.limit ?? usualPageItems)
    if (items.length > 2) manyPages += 1
    cursor = page.nextCursor
  }
}

function expected(from: readonly MarketNode[], query: ListingQuery, now: number) {
  const { found, facets } = naiveSearch(from, query, { now, catalogue })
  const quote = {
    now,
    startAt: startAtOf(query, now),
    gpus: query.minGpus ?? null,
    runGib: gibOf(query),
    run: modelRunOf(query),
    durationSeconds: query.hours === undefined ? null : query.hours * 3_600,
    forSeconds: query.forSeconds ?? null,
    ...fees,
  }
  return { items: found.flatMap((node) => (node.ask === null ? [] : [listingOf(node, node.ask, quote)])), total: found.length, facets }
}

function gibOf({ run: said, minTotalVramGib }: ListingQuery): number {
  const run = said === undefined ? null : parseRun(said)
  return Math.max(minTotalVramGib ?? 0, run === null ? 0 : memoryOfRun(run).totalGib)
}

function startAtOf({ startHour }: ListingQuery, now: number): number | null {
  return startHour !== undefined && startHour * 3_600 > now ? startHour * 3_600 : null
}

function idOf(place: number): string {
  // The first digits of some ids are equal, so that their last digits decide their order.
  return `0x${(place % 5).toString(16).padStart(12, '0')}${place.toString(16).padStart(52, '0')}`
}

type Drawn = {
  place: number
  ask: {
    price: bigint
    minGpus: number
    maxGpus: number
    minSeconds: number
    maxSeconds: number
    availableFrom: number
    availableUntil: number
    expiry: number
    createdAtMs: number
  } | null
  taken: { from: number; hours: number; gpus: number }[]
} & Pick<
  MarketNode,
  | 'classId'
  | 'regionId'
  | 'gpus'
  | 'vramGib'
  | 'country'
  | 'ramGib'
  | 'diskGib'
  | 'networkMbps'
  | 'simulated'
  | 'listed'
  | 'retired'
  | 'state'
  | 'city'
  | 'name'
  | 'medianReadySeconds'
  | 'latitude'
  | 'longitude'
>

function nodeOf({ place, ask, taken: hours, ...facts }: Drawn): MarketNode {
  const node = idOf(place)
  const provider = `0x${'1'.repeat(40)}`
  const startHour = start / 3_600
  return {
    ...{
      node,
      provider,
      providerName: null,
      providerBonded: '0',
      hostKey: node,
      className: classNames[facts.classId] ?? '',
      regionName: `Region ${facts.regionId}`,
    },
    ...{ cpuCores: 8, cpuModel: null, gpuModel: null, gpuLink: (['nvlink', 'pcie', null] as const)[place % 3] ?? null },
    ...{
      runtime: place % 8 === 0 ? null : place % 8 === 4 ? 'local' : 'container',
      isolation: place % 3 === 0 ? (isolationLevels[place % 5] ?? null) : 'container',
      tier: place % 4,
      reliabilityBps: [null, 8_990, 9_000, 9_600, 9_980][place % 5] ?? null,
      completedLeases: 0,
      activeLeases: 0,
      registeredAt: 1,
    },
    lastSeenAt: null,
    ...facts,
    ask: ask === null ? null : askOf(ask, { node, provider, place }),
    lostGpus: 0,
    taken: hours.map(({ from, hours: count, gpus }) => ({ fromHour: startHour + from, toHour: startHour + from + count, gpus })),
  }
}

function askOf(drawn: NonNullable<Drawn['ask']>, { node, provider, place }: { node: string; provider: string; place: number }): MarketNode['ask'] {
  const { price, minSeconds, maxSeconds, createdAtMs, ...rest } = drawn
  const wire: AskWire = {
    ...{ provider, node, pricePerGpuSecond: price.toString(), minDurationSeconds: minSeconds, maxDurationSeconds: maxSeconds, maxFeeBps: 25 },
    ...{ noticeSeconds: [0, 300, 7_200][place % 3] ?? 0, trialSeconds: place % 2 === 0 ? 300 : 0 },
    ...{ privateRenter: `0x${'0'.repeat(40)}`, transferable: false, executor: `0x${'0'.repeat(39)}1`, nonce: '0' },
    ...rest,
  }
  return { hash: node, ask: askFromWire(wire), wire, createdAtMs }
}
