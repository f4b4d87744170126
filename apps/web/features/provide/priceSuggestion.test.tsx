import { describe, expect, test } from 'vitest'
import { idleNodes, priceSuggestionOf } from '#web/features/provide/priceSuggestion.ts'
import { SuggestionLine } from '#web/features/provide/PriceSuggestions.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

const week = 7 * 86_400
const step = (price: number, leases: number, gpuSeconds: number) => ({
  ...{ pricePerGpuSecond: String(price), leases, gpuSeconds: String(gpuSeconds) },
  pay: String(price * gpuSeconds),
})
const demandOf = (curve: ReturnType<typeof step>[]) => ({ curve, from: 0, asOf: { seq: '1', at: 0, atMs: 1, now: week } })
const node = (change: object = {}) =>
  ({
    ...{ node: 'a', name: 'polder-05', className: 'CPU slot (development)', gpus: 4, freeGpus: 4, state: 'listed', pricePercentile: 8_100 },
    ask: { pricePerGpuSecond: '4000' },
    ...change,
  }) as unknown as ProviderNode

describe('a suggested price', () => {
  const curve = [step(1_000, 9, 700_000), step(2_000, 7, 490_000), step(4_000, 5, 70_000)]
  const of = (steps: ReturnType<typeof step>[], change: object = {}) => priceSuggestionOf({ node: node(change), demand: demandOf(steps), feeBps: 0 })

  test('is the lower price that would have earned most, with the earnings of a day', () => {
    expect(of(curve)).toEqual({ price: 2_000n, own: 4_000n, day: 140_000_000n, ownDay: 40_000_000n })
  })

  test('is missing where the present price is as good, the best one is higher, or too few bids came', () => {
    expect(of(curve, { ask: { pricePerGpuSecond: '2000' } })).toBeNull()
    expect(of([step(2_000, 7, 490_000), step(4_000, 6, 240_000)])).toBeNull()
    expect(of(curve, { ask: { pricePerGpuSecond: '1000' } })).toBeNull()
    expect(of([step(1_000, 4, 99), step(4_000, 1, 1)])).toBeNull()
    expect(of(curve, { ask: null })).toBeNull()
  })

  test('never asks for less than the cost of electricity', () => {
    const cheap = [step(2_000, 7, 490_000), step(40_000_000_000_000, 0, 0)]
    const change = { className: 'NVIDIA RTX 4090 24 GB', ask: { pricePerGpuSecond: '40000000000000' } }
    expect(of(cheap, { ...change, className: 'CPU slot (development)' })).not.toBeNull()
    expect(of(cheap, change)).toBeNull()
  })
})

test('asks about the three dearest of the listed machines without a lease', () => {
  const nodes = [
    node({ node: 'rented', freeGpus: 3 }),
    node({ node: 'paused', state: 'paused', ask: null }),
    node({ node: 'cheap', pricePercentile: 100 }),
    node({ node: 'alone', pricePercentile: null }),
    node({ node: 'dear', pricePercentile: 9_000 }),
    node({ node: 'middle', pricePercentile: 5_000 }),
  ]
  expect(idleNodes(nodes).map(({ node: id }) => id)).toEqual(['dear', 'middle', 'cheap'])
})

test('the line names the machine, both prices and what they earn a day, in both languages', () => {
  const pt = 10n ** 18n
  const suggestion = { price: pt / 10_000n, own: pt / 5_000n, day: 25n * pt, ownDay: 4n * pt }
  const line = (language: 'en' | 'zh', change: object = {}) =>
    markupFor(language, <SuggestionLine node={node(change)} suggestion={suggestion} days={7} onPrice={() => undefined} />)
  const english = line('en')
  expect(english).toContain('polder-05 is not rented now.')
  expect(english).toContain('more than 81 % of the other machines of CPU slot (development)')
  expect(english).toContain('of the last 7 days')
  expect(english).toContain('0.36 PT/h')
  expect(english).toMatch(/<button[^>]*aria-label="Set 0\.36 PT for polder-05"[^>]*>Set 0\.36 PT<\/button>/)
  expect(line('en', { pricePercentile: null })).not.toContain('other machines')
  expect(line('zh')).toContain('polder-05 现在没有出租。')
  expect(line('zh')).toContain('设为 0.36 PT')
})
