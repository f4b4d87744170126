import type { MarketDetailWire, ProviderWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { othersOffers, ownUse, planPrices, planUnderMandate, readPricingPlan } from '../index.ts'

const hour = 3_600
const now = 1_000 * hour
const zero = `0x${'0'.repeat(40)}`
const ruleText = {
  basePtPerHour: '1',
  floorPtPerHour: '0.5',
  ceilingPtPerHour: '3',
  electricity: null,
  market: { percentile: 0 },
  utilisation: null,
  schedule: [],
  change: { stepPercent: 5, minutes: 10 },
}
const plan = (change: object = {}) => readPricingPlan(JSON.stringify({ ...ruleText, ...change }))

type Node = ProviderWire['nodes'][number]
type Lease = ProviderWire['leases'][number]

/** Returns a node of GPU class 0 with a price in base units per GPU-second; null for a node that is not listed. `change` replaces some of its fields. */
function node(name: string, price: bigint | null, change: object = {}): Node {
  const ask = price === null ? null : { pricePerGpuSecond: price.toString(), privateRenter: zero }
  return { node: name, name, classId: 0, gpus: 4, freeGpus: 4, state: price === null ? 'paused' : 'listed', ask, ...change } as unknown as Node
}

function lease(of: string, start: number, endsAt: number, gpus = 4): Lease {
  return { terms: { node: of, start, gpus }, endsAt, settled: { at: start }, closed: null } as unknown as Lease
}

function provider(nodes: readonly Node[], leases: readonly Lease[] = []): ProviderWire {
  return { nodes, leases, chainNow: now } as unknown as ProviderWire
}

function depth(asks: readonly (readonly [bigint, number])[]): Pick<MarketDetailWire, 'classId' | 'depth'> {
  return { classId: 0, depth: { asks: asks.map(([price, gpus]) => ({ pricePerGpuSecond: price.toString(), gpus, orders: 1 })), bids: [] } }
}

describe('what others offer', () => {
  test('is the depth without the own listings of the class, at each price', () => {
    const own = provider([
      node('a', 10n),
      node('b', 10n, { freeGpus: 1 }),
      node('c', 30n, { classId: 1 }),
      node('d', 40n, { state: 'suspect' }),
      node('e', null),
    ])
    const offers = othersOffers(
      depth([
        [10n, 7],
        [20n, 2],
        [30n, 3],
        [40n, 1],
      ]),
      own,
    )
    expect(offers.map(({ pricePerGpuSecond, gpus }) => [pricePerGpuSecond, gpus])).toEqual([
      [10n, 2],
      [20n, 2],
      [30n, 3],
      [40n, 1],
    ])
    expect(othersOffers(depth([[10n, 5]]), own)).toEqual([])
  })
})

describe('own use', () => {
  const window = { classId: 0, windowSeconds: 24n * 3_600n }

  test('is the leased part of GPUs and time in the window', () => {
    const nodes = [node('a', 10n), node('b', null, { state: 'rented' })]
    expect(ownUse(provider(nodes, [lease('a', now - 6 * hour, now + hour)]), window)).toBe(1_250n)
    expect(ownUse(provider(nodes, [lease('a', now - 48 * hour, now), lease('b', now - 12 * hour, now - 6 * hour, 2)]), window)).toBe(5_625n)
    expect(ownUse(provider(nodes), window)).toBe(0n)
  })

  test('counts neither other classes, nor paused nodes, nor what has yet to come', () => {
    const nodes = [node('a', 10n), node('b', 10n, { classId: 1 }), node('c', null)]
    const leases = ['b', 'c'].map((of) => lease(of, now - hour, now + hour))
    expect(ownUse(provider(nodes, [...leases, lease('a', now + hour, now + 9 * hour)]), window)).toBe(0n)
    expect(ownUse(provider([node('c', null)], leases), window)).toBeNull()
  })

  test('counts a lease that was cancelled until then', () => {
    const cancelled = { ...lease('a', now - 6 * hour, now + 18 * hour), closed: { at: now - 5 * hour } } as unknown as Lease
    expect(ownUse(provider([node('a', 10n)], [cancelled]), { ...window, windowSeconds: 3_600n * 10n })).toBe(1_000n)
  })

  test('reaches back only as far as the leases that are known', () => {
    const leases = Array.from({ length: 100 }, () => lease('a', now - hour, now, 0))
    expect(ownUse(provider([node('a', 10n)], [lease('a', now - hour, now), ...leases.slice(1)]), window)).toBe(10_000n)
  })
})

describe('a plan', () => {
  const second = 10n ** 18n / 3_600n
  const market = (nodes: readonly Node[], asks: readonly (readonly [bigint, number])[]) => ({
    provider: provider(nodes),
    classes: new Map([[0, depth(asks)]]),
    feeBps: 25,
  })
  const actsOf = (nodes: readonly Node[], change: object = {}) =>
    planPrices(plan(change), market(nodes, [[2n * second, 9]]), nodes).map(({ act }) => act)

  test('signs what is a step away and keeps what is not', () => {
    expect(actsOf([node('a', second), node('b', 2n * second), node('c', (2n * second * 96n) / 100n)])).toEqual(['sign', 'keep', 'keep'])
  })

  test('does not change nodes that are not listed, or offers to one renter', () => {
    const personal = node('b', second, { ask: { pricePerGpuSecond: second.toString(), privateRenter: `0x${'1'.repeat(40)}` } })
    expect(actsOf([node('a', null), personal])).toEqual(['not_listed', 'private'])
  })

  test('follows the market of others and not itself', () => {
    const own = node('a', second)
    const [first] = planPrices(plan(), market([own], [[second, 4]]), [own])
    expect(first?.wanted.steps.map(({ why }) => why)).toEqual(['no_offers'])
  })

  test('is never below the lowest price of a signing permission, and keeps a higher floor', () => {
    const raised = planUnderMandate(plan(), { minPricePerGpuSecond: `${2n * second}` })
    expect(raised.rule.floorPricePerGpuSecond).toBe(2n * second)
    expect(planUnderMandate(plan(), { minPricePerGpuSecond: '1' })).toEqual(plan())
  })

  test('has no answer for a rule without room', () => {
    expect(() => actsOf([node('a', second)], { floorPtPerHour: '3.5' })).toThrow('order.pricing_floor_above_ceiling')
  })
})

describe('a rule as a file', () => {
  test('rounds its floor up and its ceiling down', () => {
    const { rule, leastMinutes, stepBps } = plan({ floorPtPerHour: '1', ceilingPtPerHour: '1.0001' })
    expect(rule.floorPricePerGpuSecond * 3_600n).toBeGreaterThanOrEqual(10n ** 18n)
    expect(rule.basePricePerGpuSecond * 3_600n).toBeLessThan(10n ** 18n)
    expect({ leastMinutes, stepBps }).toEqual({ leastMinutes: 10, stepBps: 500n })
  })

  test('spells a schedule by days', () => {
    const { rule } = plan({ schedule: [{ days: ['tue', 'sun'], fromHour: 22, untilHour: 24, percent: 80 }] })
    expect(rule.schedule).toEqual([
      { fromHour: 46, untilHour: 48, factorBps: 8_000n },
      { fromHour: 166, untilHour: 168, factorBps: 8_000n },
    ])
  })

  test.each([
    ['{', 'not JSON'],
    ['[]', 'not a rule'],
    [JSON.stringify({ ...ruleText, floorPtPerHour: 'free' }), 'floorPtPerHour'],
    [JSON.stringify({ ...ruleText, basePtPerHour: -1 }), 'basePtPerHour'],
    [JSON.stringify({ ...ruleText, change: { stepPercent: 5, minutes: 0 } }), 'change.minutes'],
    [JSON.stringify({ ...ruleText, more: 1 }), 'more'],
    [
      JSON.stringify({ ...ruleText, schedule: Array.from({ length: 51 }, () => ({ days: ['mon'], fromHour: 0, untilHour: 1, percent: 100 })) }),
      'schedule',
    ],
  ])('is refused with the field that is wrong: %s', (text, detail) => {
    expect(() => readPricingPlan(text)).toThrow(expect.objectContaining({ code: 'order.pricing_rule_invalid', detail }))
  })
})
