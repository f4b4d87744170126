import { bps, pTokenUnits } from '@infinitio/domain'
import { askFromWire, type AskWire, type StartsQuery } from '@infinitio/domain/wire'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { naiveStarts } from '../../../test/naiveSearch.ts'
import { createListingIndex, type ListingIndex } from '../createListingIndex.ts'
import { describeMachine } from '../machines/describeMachine.ts'
import { laterStarts, mostCalendars } from './laterStarts.ts'
import type { MarketNode } from '../machines/marketNode.ts'
import { searchMarket } from '../search/searchMarket.ts'

const startHour = 500_000
const now = startHour * 3_600 + 1_234
const terms = { now, feeBps: bps(25n), settleTerms: { relayFee: pTokenUnits(3n), leastLeaseValue: pTokenUnits(0n), smallLeaseFee: pTokenUnits(0n) } }
const catalogue = { classes: [], regions: [] }
const seed = Number(process.env.SEED ?? 20_262)

type Drawn = {
  price: bigint
  from: number
  hours: number
  gpus: number
  opensHour: number
  leavesHour: number
  untilHour: number
  maxHours: number
  minGpus: number
  ready: number | null
}

const few = <Value>(...values: Value[]) => fc.constantFrom(...values)
const machines: fc.Arbitrary<Drawn> = fc.record({
  price: few(0n, 990n, 991n, 1_000n, 2_000n, 2n ** 60n + 1n, 2n ** 60n + 2n),
  from: fc.integer({ min: -2, max: 2 }),
  hours: few(0, 3, 10, 20, 60, 160, 170),
  gpus: few(1, 3, 4, 4),
  opensHour: few(0, 0, 0, 6, 200),
  leavesHour: few(9, 400, 400, 800),
  untilHour: few(14, 700, 900),
  maxHours: few(2, 48, 48),
  minGpus: few(1, 1, 2),
  ready: few(null, 9, 30),
})
const queries: fc.Arbitrary<StartsQuery> = fc.record({
  hours: few(undefined, 1, 4, 24),
  minGpus: few(undefined, undefined, 2),
  maxPricePerGpuHour: few(undefined, undefined, '3600000'),
  startHour: few(undefined, undefined, startHour + 3, startHour + 30, startHour + 100, startHour - 3),
  q: few(undefined, undefined, undefined, 'odd'),
  maxReadySeconds: few(undefined, undefined, undefined, 9),
  // The model needs 149 GiB of memory, which is two GPUs of 80 GiB.
  run: few(undefined, undefined, undefined, 'llama-3.3-70b_16bit'),
})

const said = { cheaper: 0, free: 0, two: 0, none: 0, earlier: 0 }

test(`says of other starts what a search of each hour of a week finds (seed ${seed})`, () => {
  fc.assert(
    fc.property(fc.array(machines, { minLength: 1, maxLength: 6 }), queries, (drawn, query) => {
      const nodes = drawn.map(nodeOf)
      const starts = startsOf(indexOf(nodes), query)
      expect(starts).toEqual(naiveStarts(nodes, query, { now, catalogue }))
      if (starts.length === 0) said.none += 1
      if (starts.length === 2) said.two += 1
      if ((starts[0]?.startHour ?? Number.POSITIVE_INFINITY) < (query.startHour ?? 0)) said.earlier += 1
      if (starts.length > 0) said[starts[0]?.cheaperBps === null ? 'free' : 'cheaper'] += 1
    }),
    { seed, numRuns: 250 },
  )
  for (const count of Object.values(said)) expect(count).toBeGreaterThan(5)
})

test(`a machine has a listing from a later start on when a search for that start finds it, and the same one (seed ${seed})`, () => {
  const seen = { found: 0, not: 0 }
  fc.assert(
    fc.property(fc.array(machines, { minLength: 1, maxLength: 6 }), few(1, 4, 24), few(1, 3, 9, 30, 100, 660), (drawn, hours, later) => {
      const nodes = drawn.map(nodeOf)
      const index = indexOf(nodes)
      const asked = startHour + later
      const page = searchMarket(index, { hours, startHour: asked, limit: 200 }, terms)
      const found = 'items' in page ? page.items : []
      for (const { node } of nodes) {
        const quote = { ...terms, startAt: asked * 3_600, gpus: null, runGib: 0, run: null, durationSeconds: hours * 3_600, forSeconds: null }
        const { listing = null, unavailable = null } = describeMachine(index, node, quote) ?? {}
        expect(listing).toEqual(found.find((item) => item.node === node) ?? null)
        expect(unavailable === null).toBe(listing !== null)
        seen[listing === null ? 'not' : 'found'] += 1
      }
    }),
    { seed, numRuns: 150 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
})

test('looks at the calendars of no more than the 64 cheapest machines', () => {
  // A market in which only the last and most expensive machine is free soon. The other machines, `cheaper` in number, cost less but are booked for 100 hours.
  const market = (cheaper: number) =>
    indexOf([
      ...Array.from({ length: cheaper }, (_, n) => nodeOf({ ...idle, price: BigInt(n + 1), hours: 100, gpus: 4 }, n)),
      nodeOf({ ...idle, price: 999n, hours: 2, gpus: 4 }, cheaper),
    ])
  expect(startsOf(market(mostCalendars - 1), {})).toHaveLength(2)
  const [start, ...others] = startsOf(market(mostCalendars), {})
  expect({ start, others }).toEqual({ start: { startHour: startHour + 100, cheaperBps: null, price: '1' }, others: [] })
})

test('lists a machine without a GPU only if there is no other machine, or if its class is requested', () => {
  const slot = (node: MarketNode): MarketNode => ({ ...node, vramGib: 0, classId: 9 })
  const nodes = [slot(nodeOf({ ...idle, price: 1n, hours: 2 }, 0)), nodeOf({ ...idle, price: 5n }, 1)]
  expect(startsOf(indexOf(nodes), {})).toEqual([])
  expect(startsOf(indexOf(nodes.slice(0, 1)), {})).toMatchObject([{ cheaperBps: null, price: '1' }])
  expect(startsOf(indexOf([...nodes, slot(nodeOf({ ...idle, price: 3n }, 2))]), { class: [9] })).toMatchObject([{ price: '1' }])
})

const idle: Drawn = { price: 1n, from: 0, hours: 0, gpus: 4, opensHour: 0, leavesHour: 400, untilHour: 700, maxHours: 48, minGpus: 1, ready: null }

function startsOf(index: ListingIndex, query: StartsQuery) {
  const { items } = laterStarts(index, query, terms)
  return items.map((item) => ({ startHour: item.startHour, cheaperBps: item.cheaperBps, price: item.listing.ask.pricePerGpuSecond }))
}

function indexOf(nodes: readonly MarketNode[]): ListingIndex {
  const index = createListingIndex({ hour: startHour })
  for (const node of nodes) index.put(node)
  return index
}

function nodeOf({ price, from, hours, gpus, ready, ...ask }: Drawn, place: number): MarketNode {
  const node = `0x${place.toString(16).padStart(64, '0')}`
  const provider = `0x${'1'.repeat(40)}`
  const wire: AskWire = {
    ...{ provider, node, pricePerGpuSecond: price.toString(), minGpus: ask.minGpus, maxGpus: 4, minDurationSeconds: 60 },
    ...{
      maxDurationSeconds: ask.maxHours * 3_600,
      availableFrom: (startHour + ask.opensHour) * 3_600,
      availableUntil: (startHour + ask.untilHour) * 3_600,
    },
    ...{ maxFeeBps: 25, noticeSeconds: 0, trialSeconds: 0, privateRenter: `0x${'0'.repeat(40)}`, transferable: false },
    ...{ executor: `0x${'0'.repeat(39)}1`, nonce: '0', expiry: (startHour + ask.leavesHour) * 3_600 },
  }
  return {
    ...{
      node,
      provider,
      providerName: null,
      providerBonded: '0',
      hostKey: node,
      name: place % 2 === 0 ? 'even' : 'odd',
      simulated: false,
      classId: 1,
      className: 'H100',
      regionId: 1,
      regionName: 'eu',
    },
    ...{
      country: null,
      city: null,
      latitude: null,
      longitude: null,
      gpus: 4,
      vramGib: 80,
      cpuCores: 8,
      ramGib: 64,
      diskGib: 100,
      networkMbps: 1_000,
    },
    ...{
      cpuModel: null,
      gpuModel: null,
      gpuLink: null,
      runtime: null,
      isolation: null,
      tier: 0,
      reliabilityBps: null,
      medianReadySeconds: ready,
      completedLeases: 0,
      activeLeases: 0,
    },
    ...{ registeredAt: 1, lastSeenAt: null, retired: false, listed: true, state: 'answering' as const },
    ask: { hash: node, ask: askFromWire(wire), wire, createdAtMs: 1 },
    lostGpus: 0,
    taken: hours === 0 ? [] : [{ fromHour: startHour + from, toHour: startHour + from + hours, gpus }],
  }
}
