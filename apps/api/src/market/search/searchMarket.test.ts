import { bps, pTokenUnits } from '@infinitio/domain'
import { askFromWire, type ListingQuery } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { createListingIndex, type ListingIndex } from '../createListingIndex.ts'
import { mapOfSearch } from './mapOfSearch.ts'
import { machinesOfProvider } from '../machines/machinesOfProvider.ts'
import { matchingNodes } from './matchingNodes.ts'
import type { MarketNode } from '../machines/marketNode.ts'
import { searchMarket } from './searchMarket.ts'
import { unavailability } from './unavailability.ts'

const now = 1_800_000_000
const fromHour = now / 3_600
const terms = { now, feeBps: bps(25n), settleTerms: { relayFee: pTokenUnits(3n), leastLeaseValue: pTokenUnits(0n), smallLeaseFee: pTokenUnits(0n) } }
const id = (n: number) => `0x${n.toString(16).padStart(64, '0')}`

function node(
  n: number,
  {
    price = 1_000n,
    busy = {},
    ask = {},
    ...facts
  }: Partial<Omit<MarketNode, 'taken' | 'ask'>> & { price?: bigint; busy?: Record<number, number>; ask?: Record<string, unknown> } = {},
): MarketNode {
  const wire = {
    provider: `0x${'1'.repeat(40)}`,
    node: id(n),
    pricePerGpuSecond: price.toString(),
    minGpus: 1,
    maxGpus: 8,
    minDurationSeconds: 60,
    maxDurationSeconds: 86_400,
    availableFrom: now - 100,
    availableUntil: now + 10 * 86_400,
    maxFeeBps: 25,
    noticeSeconds: 0,
    trialSeconds: 0,
    privateRenter: `0x${'0'.repeat(40)}`,
    transferable: false,
    executor: `0x${'0'.repeat(39)}1`,
    nonce: '0',
    expiry: now + 10 * 86_400,
    ...ask,
  }
  const taken = Object.entries(busy).map(([hour, gpus]) => ({ fromHour: fromHour + Number(hour), toHour: fromHour + Number(hour) + 1, gpus }))
  return {
    node: id(n),
    name: `node-${n}`,
    simulated: false,
    ...{ provider: wire.provider, providerName: null, providerBonded: '0' },
    hostKey: id(9),
    classId: 1,
    className: 'H100',
    regionId: 3,
    regionName: 'eu-west',
    country: null,
    city: 'Hamina',
    latitude: null,
    longitude: null,
    ...{ gpus: 8, lostGpus: 0 },
    vramGib: 80,
    cpuCores: 8,
    ramGib: 64,
    diskGib: 100,
    networkMbps: 1_000,
    cpuModel: null,
    gpuModel: null,
    gpuLink: null,
    runtime: 'local',
    isolation: 'process',
    tier: 0,
    reliabilityBps: null,
    medianReadySeconds: null,
    completedLeases: 0,
    activeLeases: 0,
    registeredAt: 1,
    lastSeenAt: now,
    retired: false,
    listed: true,
    state: 'answering',
    ask: { hash: id(100 + n), ask: askFromWire(wire), wire, createdAtMs: n },
    taken,
    ...facts,
  } as MarketNode
}

function market(...nodes: MarketNode[]): ListingIndex {
  const index = createListingIndex({ hour: fromHour })
  index.setCatalogue({
    classes: [
      { classId: 0, name: 'CPU', vramGib: 0, referencePricePerGpuSecond: 1n },
      { classId: 1, name: 'H100', vramGib: 80, referencePricePerGpuSecond: 1n },
    ],
    regions: [
      { regionId: 0, name: 'local' },
      { regionId: 3, name: 'eu-west' },
    ],
  })
  for (const entry of nodes) index.put(entry)
  return index
}

function search(from: ListingIndex, query: ListingQuery = {}) {
  const page = searchMarket(from, query, terms)
  if ('rejected' in page) throw new Error(page.rejected)
  return page
}
const names = (from: ListingIndex, query: ListingQuery = {}) => search(from, query).items.map(({ name }) => name)

test('a search by power grid leaves out machines whose provider states no country, also in a region of one country', () => {
  const american = { regionId: 3, regionName: 'us-east' }
  const found = market(node(1, american), node(2, { ...american, country: 'US' }), node(3, { country: 'Norway' }), node(4, { country: 'Atlantis' }))
  expect(names(found)).toHaveLength(4)
  expect(names(found, { maxGridGramsPerKwh: 9_999 }).toSorted()).toEqual(['node-2', 'node-3'])
  expect(names(found, { maxGridGramsPerKwh: 30 })).toEqual(['node-3'])
})

describe('the machines of a provider', () => {
  const [own, other, third] = ['1', '2', '3'].map((digit) => `0x${digit.repeat(40)}`) as [string, string, string]
  const of = (provider: string, n: number, price: bigint) => node(n, { price, ask: { provider } })
  const figuresOf = (index: ListingIndex) =>
    machinesOfProvider(index, { account: own, now }).machines.map(({ pricePercentile, classMedianPrice }) => [pricePercentile, classMedianPrice])

  test('are compared with the asks of other providers only', () => {
    const dear = of(own, 1, 10n ** 27n)
    expect(figuresOf(market(dear, of(own, 2, 50n), of(other, 3, 100n), of(third, 4, 200n), of(other, 5, 300n)))).toEqual([
      [10_000, 200n],
      [0, 200n],
    ])
    expect(figuresOf(market(dear, of(own, 2, 50n)))).toEqual([
      [null, null],
      [null, null],
    ])
  })
})

describe('a quote', () => {
  const trials = market(node(1, { ask: { trialSeconds: 7_200 } }))
  const trialOf = (query: ListingQuery) => search(trials, query).items.map(({ quote }) => quote.trialSeconds)

  test('names the trial that a lease of its hours gets: at most a tenth of the lease, an hour and what the ask offers', () => {
    expect(trialOf({ hours: 2 })).toEqual([720])
    expect(trialOf({ hours: 24 })).toEqual([3_600])
    expect(search(market(node(1, { ask: { trialSeconds: 60 } })), { hours: 24 }).items.map(({ quote }) => quote.trialSeconds)).toEqual([60])
  })

  test('names no trial for a lease that starts more than ten minutes later', () => {
    expect(trialOf({ hours: 2, startHour: fromHour + 2 })).toEqual([0])
  })

  test('shows the least it costs: the notice with its fees, or only the relay fee within a trial', () => {
    const quoteOf = (ask: Record<string, number>, query: ListingQuery = {}) =>
      search(market(node(1, { ask })), { hours: 1, ...query }).items[0]?.quote
    expect(quoteOf({ noticeSeconds: 900 })?.least).toBe(String(900_000 + 2_250 + 3))
    expect(quoteOf({ noticeSeconds: 7_200 })?.least).toBe(quoteOf({})?.total)
    expect(quoteOf({ noticeSeconds: 900, trialSeconds: 300 })?.least).toBe('3')
    expect(quoteOf({ noticeSeconds: 900, trialSeconds: 300 }, { startHour: fromHour + 2 })?.least).toBe(String(900_000 + 2_250 + 3))
  })

  test('shows what the use that a query expects costs, without a trial', () => {
    const [first] = search(market(node(1, { ask: { noticeSeconds: 300, trialSeconds: 300 } })), { hours: 1, forSeconds: 60 }).items
    expect(first?.quote.expected).toBe(String(360_000 + 900 + 3))
  })
})

describe('a search', () => {
  test('finds for a program only machines that run images, and for a model also those with a plain shell', () => {
    const index = market(node(1, { runtime: 'container' }), node(2, { runtime: 'local' }), node(3, { runtime: null }))
    const namesFor = (run: string) => search(index, { hours: 1, run }).items.map(({ name }) => name)
    expect(namesFor('comfyui')).toEqual(['node-1'])
    expect(namesFor('llama-3.1-8b')).toEqual(['node-1', 'node-2', 'node-3'])
    expect(search(index, { hours: 1, run: 'comfyui' }).facets.classes).toEqual([{ id: 1, name: 'H100', count: 1 }])
  })

  test('finds with `images` only machines that run images, also for a model', () => {
    const index = market(node(1, { runtime: 'container' }), node(2, { runtime: 'local' }), node(3, { runtime: null }))
    expect(names(index, { images: 'true' })).toEqual(['node-1'])
    expect(names(index, { images: 'true', run: 'llama-3.1-8b' })).toEqual(['node-1'])
    expect(names(index, {})).toEqual(['node-1', 'node-2', 'node-3'])
    expect(mapOfSearch(index, { images: 'true' }, { now }).total).toBe(1)
  })

  test('sorts by the total of the use that is expected: a dear machine without notice comes before a cheap one with an hour', () => {
    const index = market(
      node(1, { price: 10n, ask: { noticeSeconds: 3_600 } }),
      node(2, { price: 100n }),
      node(3, { price: 11n, ask: { noticeSeconds: 300 } }),
    )
    expect(names(index, { hours: 4, sort: 'total' })).toEqual(['node-1', 'node-3', 'node-2'])
    expect(names(index, { hours: 4, sort: 'total', forSeconds: 60 })).toEqual(['node-3', 'node-2', 'node-1'])
    expect(names(index, { hours: 4, sort: 'total', forSeconds: 1 })).toEqual(['node-2', 'node-3', 'node-1'])
    expect(names(index, { hours: 4, sort: 'total', forSeconds: 14_400 })).toEqual(['node-1', 'node-3', 'node-2'])
  })

  test('follows each change of an ask whose machine stays where it was', () => {
    const index = market(node(1), node(2))
    expect(names(index)).toEqual(['node-1', 'node-2'])
    for (const ask of [{ availableFrom: now + 1 }, { availableUntil: now + 3_600 }, { expiry: now + 30 }]) {
      index.put(node(1, { ask }))
      expect([names(index), names(index, { hours: 1 })]).toEqual([['node-2'], ['node-2']])
      index.put(node(1))
      expect(names(index)).toEqual(['node-1', 'node-2'])
    }
    index.put(node(1, { ask: { minDurationSeconds: 7_200 } }))
    expect([names(index, { hours: 1 }), names(index, { hours: 2 })]).toEqual([['node-2'], ['node-1', 'node-2']])
    index.put(node(1, { ask: { maxDurationSeconds: 7_200 } }))
    expect([names(index, { hours: 3 }), names(index, { hours: 2 })]).toEqual([['node-2'], ['node-1', 'node-2']])
    index.put(node(1, { ask: { minGpus: 4, maxGpus: 4 } }))
    expect(names(index, { minGpus: 5 })).toEqual(['node-2'])
    index.remove(id(2))
    expect(names(index)).toEqual(['node-1'])
  })

  test('shows only what can be booked now', () => {
    const hidden = [
      node(1, { state: 'suspect' }),
      node(2, { listed: false }),
      node(3, { retired: true }),
      node(4, { busy: { 0: 8 } }),
      node(5, { ask: { expiry: now + 30 } }),
      node(6, { ask: { availableUntil: now + 3_600 } }),
      node(7, { ask: { availableFrom: now + 1 } }),
      { ...node(8), ask: null },
    ]
    expect(names(market(...hidden, node(9)))).toEqual(['node-9'])
    expect(hidden.map((entry) => unavailability(entry, { now, durationSeconds: 3_600 }))).toEqual([
      'suspect',
      'delisted',
      'retired',
      'full',
      'paused',
      'paused',
      'paused',
      'paused',
    ])
  })

  test('counts GPUs free in every hour of the span, the 120 s a settle may take included', () => {
    const busyLater = node(1, { busy: { 1: 6 } })
    expect(search(market(busyLater), { hours: 1 }).items[0]?.freeGpus).toBe(2)
    expect(names(market(busyLater), { hours: 1, minGpus: 3 })).toEqual([])
    expect(names(market(node(2, { busy: { 2: 8 } })), { hours: 1 })).toEqual(['node-2'])
    expect(names(market(node(2, { busy: { 2: 8 } })), { hours: 2 })).toEqual([])
  })

  test('says of the map what it finds in 200 spots at most, each as small as they allow, and smaller ones of a part', () => {
    const places = Array.from({ length: 300 }, (_, n) =>
      node(n + 1, { price: BigInt(1_000 - n), latitude: (n % 20) / 2, longitude: Math.floor(n / 20) / 2 }),
    )
    const index = market(...places, node(500))
    const { spots, unplaced, total, degrees } = mapOfSearch(index, {}, { now })
    expect({ spots: spots.length, unplaced, total, degrees }).toEqual({ spots: 80, unplaced: 1, total: 301, degrees: 1 })
    expect(spots[0]).toMatchObject({ node: id(300), pricePerGpuSecond: '701', count: 2, latitude: 9.5, longitude: 7 })
    expect(spots.reduce((sum, { count }) => sum + count, 0)).toBe(300)
    const part = mapOfSearch(index, { box: { west: 0, south: 0, east: 2, north: 2 } }, { now })
    expect({ spots: part.spots.length, degrees: part.degrees, most: Math.max(...part.spots.map(({ count }) => count)) }).toEqual({
      spots: 25,
      degrees: 0.25,
      most: 1,
    })
  })

  test('sorts by price, total, memory and age, ties by node', () => {
    const three = market(node(3, { price: 5n }), node(2, { price: 5n, vramGib: 141 }), node(1, { price: 9n, ask: { minGpus: 1 } }))
    expect(names(three, { sort: 'price' })).toEqual(['node-2', 'node-3', 'node-1'])
    expect(names(three, { sort: 'vram' })).toEqual(['node-2', 'node-3', 'node-1'])
    expect(names(three, { sort: 'newest' })).toEqual(['node-3', 'node-2', 'node-1'])
    const least = market(node(1, { price: 5n, ask: { minGpus: 4 } }), node(2, { price: 9n }))
    expect(names(least, { sort: 'price' })).toEqual(['node-1', 'node-2'])
    expect(names(least, { sort: 'total' })).toEqual(['node-2', 'node-1'])
  })

  test('sorts by the total itself where floats would have it the other way round', () => {
    const [three, one] = [2n ** 53n + 3n, 3n * 2n ** 53n + 10n]
    const near = market(node(1, { price: one, ask: { minGpus: 1 } }), node(2, { price: three, ask: { minGpus: 3 } }))
    expect(Number(three) * (3 * 3_600)).toBeGreaterThan(Number(one) * 3_600)
    expect(names(near, { sort: 'total' })).toEqual(['node-2', 'node-1'])
  })

  test('filters by class, region, memory, price, origin and words', () => {
    const all = market(
      node(1),
      node(2, { classId: 0, regionId: 0, vramGib: 0, className: 'CPU', regionName: 'local', city: null }),
      node(3, { simulated: true, price: 2_000n }),
    )
    expect(names(all, { class: [0] })).toEqual(['node-2'])
    expect(names(all, { region: [3] })).toEqual(['node-1', 'node-3'])
    expect(names(all, { minVramGib: 80 })).toEqual(['node-1', 'node-3'])
    expect(names(all, { maxPricePerGpuHour: '3600000' })).toEqual(['node-1', 'node-2'])
    expect(names(all, { includeSimulated: 'false' })).toEqual(['node-1', 'node-2'])
    expect(names(all, { q: 'HAMINA h100' })).toEqual(['node-1', 'node-3'])
  })
})

describe('a search for a number of GPUs', () => {
  const mixed = market(
    node(1, { classId: 0, vramGib: 0, className: 'CPU', gpus: 1, price: 1n, ask: { maxGpus: 1 } }),
    node(2, { gpus: 1, ask: { maxGpus: 1 } }),
    node(3, { gpus: 8, price: 2_000n }),
  )

  test('finds only machines that have GPUs, the cheapest first', () => {
    expect(names(mixed)).toEqual(['node-1', 'node-2', 'node-3'])
    expect(names(mixed, { minGpus: 1, hours: 1 })).toEqual(['node-2', 'node-3'])
    expect(names(mixed, { minGpus: 2 })).toEqual(['node-3'])
    expect(matchingNodes(mixed, { minGpus: 1 }, { now }).total).toBe(2)
  })

  test('finds machines without a GPU where their class is named', () => {
    expect(names(mixed, { minGpus: 1, class: [0] })).toEqual(['node-1'])
    expect(names(mixed, { minGpus: 1, class: [0, 1] })).toEqual(['node-1', 'node-2', 'node-3'])
    expect(names(mixed, { minGpus: 1, class: [1] })).toEqual(['node-2', 'node-3'])
  })

  test('counts machines without a GPU at their class, which would find them, and at no number of GPUs', () => {
    const { facets, total } = search(mixed, { minGpus: 1 })
    expect({ classes: facets.classes, total }).toEqual({
      classes: [
        { id: 0, name: 'CPU', count: 1 },
        { id: 1, name: 'H100', count: 2 },
      ],
      total: 2,
    })
    expect([search(mixed).facets.gpus, facets.gpus].map(([first]) => first)).toEqual([
      { atLeast: 1, count: 2 },
      { atLeast: 1, count: 2 },
    ])
  })
})

describe('a page of results', () => {
  test('finds a node by its current city, not by an earlier one or that of a removed node', () => {
    const index = market(node(1, { city: 'Hamina' }))
    index.put(node(1, { city: 'Oslo' }))
    index.put(node(2, { city: 'Turku' }))
    index.put(node(3, { city: 'Turku', name: 'of Oslo' }))
    index.remove(id(2))
    index.put(node(4, { city: 'Narvik' }))
    const found = (q: string) => names(index, { q })
    expect(['hamina', 'oslo', 'turku', 'narvik'].map(found)).toEqual([[], ['node-1', 'of Oslo'], ['of Oslo'], ['node-4']])
  })

  test('counts each facet with the other filters applied, so that no choice leads nowhere', () => {
    const { facets } = search(market(node(1), node(2, { classId: 0, regionId: 0, vramGib: 0 }), node(3, { simulated: true })), { class: [1] })
    expect(facets.classes).toEqual([
      { id: 0, name: 'CPU', count: 1 },
      { id: 1, name: 'H100', count: 2 },
    ])
    expect(facets.regions).toEqual([{ id: 3, name: 'eu-west', count: 2 }])
    expect(facets.simulated).toEqual({ simulated: 1, real: 1 })
    expect(facets.pricePerGpuSecond).toEqual({ min: '1000', max: '1000' })
  })

  test('gives each result once over all pages, and refuses a cursor of somebody else', () => {
    const many = market(...Array.from({ length: 7 }, (_, n) => node(n + 1)))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = search(many, { limit: 3, ...(cursor === undefined ? {} : { cursor }) })
      seen.push(...page.items.map(({ name }) => name))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
    expect(searchMarket(many, { cursor: 'nonsense' }, terms)).toMatchObject({ rejected: 'api.cursor_invalid' })
  })

  test('quotes what it can cost at most: price, fee rounded up, relay fee', () => {
    expect(search(market(node(1, { price: 7n })), { hours: 1, minGpus: 2 }).items[0]?.quote).toEqual({
      gpus: 2,
      durationSeconds: 3_600,
      price: '50400',
      fee: '126',
      relayFee: '3',
      total: '50529',
      least: '3',
      expected: null,
      trialSeconds: 0,
    })
  })
})

describe('the first registration of a provider', () => {
  const [one, two] = [`0x${'1'.repeat(40)}`, `0x${'2'.repeat(40)}`]

  test('follows nodes that are added, removed, changed and moved to another provider', () => {
    const index = market(node(1, { registeredAt: 50 }), node(2, { registeredAt: 30 }), node(3, { registeredAt: 40 }))
    expect([index.sinceOf(one), index.sinceOf(two)]).toEqual([30, null])
    index.put(node(2, { registeredAt: 30, price: 5n }))
    expect(index.sinceOf(one)).toBe(30)
    index.put(node(2, { registeredAt: 30, provider: two }))
    expect([index.sinceOf(one), index.sinceOf(two)]).toEqual([40, 30])
    index.put(node(3, { registeredAt: 60 }))
    expect(index.sinceOf(one)).toBe(50)
    index.remove(id(1))
    index.remove(id(2))
    expect([index.sinceOf(one), index.sinceOf(two)]).toEqual([60, null])
    expect(index.ofProvider(one).map(({ name }) => name)).toEqual(['node-3'])
    index.remove(id(3))
    expect(index.sinceOf(one)).toBe(null)
  })
})
