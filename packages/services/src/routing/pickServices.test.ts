import { assetUnits, bps, type ServiceId } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import type { Candidate, Measured } from './candidate.ts'
import { type PickInput, pickServices } from './pickServices.ts'
import { type RoutePreferences, splitModelName, usualPreferences } from './routePreferences.ts'
import { testCandidate } from './testCandidate.ts'

const need = { model: 'llama-3.3-70b', promptTokens: 1_000, answerTokens: 500, parameters: ['temperature'] }
const unmeasured: Measured = { faultAtMs: null, firstTokenMs: null, tokensPerSecond: null, cachedShare: bps(0n), startShare: bps(0n) }
const three = [testCandidate(1), testCandidate(2), testCandidate(3)]

function pick(wishes: Partial<RoutePreferences>, input: Partial<PickInput> = {}) {
  return pickServices({
    ...{ candidates: three, measured: new Map(), need, draw: 7, nowMs: 1_000_000 },
    ...input,
    wishes: { ...usualPreferences, ...wishes },
  })
}
const idsOf = (tries: readonly Candidate[]) => tries.map(({ upstreamModel }) => upstreamModel)
const measuredOf = (entries: readonly (readonly [Candidate | undefined, Partial<Measured>])[]) =>
  new Map(entries.map(([candidate, seen]): [ServiceId, Measured] => [candidate?.service ?? testCandidate(99).service, { ...unmeasured, ...seen }]))

describe('the services that a request tries', () => {
  it('are at most three, and one without fallbacks', () => {
    const candidates = Array.from({ length: 8 }, (_, n) => testCandidate(n + 1))
    expect(pick({}, { candidates }).tries).toHaveLength(3)
    expect(pick({ allowFallbacks: false }, { candidates }).tries).toHaveLength(1)
  })

  it('come by their share of the traffic', () => {
    const candidates = [testCandidate(1, { price: 200 }), testCandidate(2, { price: 400 })]
    const firsts = Array.from({ length: 4_000 }, (_, draw) => pick({}, { candidates, draw: Math.imul(draw, 0x9e_37_79_b1) }).tries[0]?.upstreamModel)
    const share = firsts.filter((first) => first === 'served-1').length / firsts.length
    expect(share).toBeGreaterThan(0.77)
    expect(share).toBeLessThan(0.83)
  })

  it('are the same for prompts with the same beginning, and only those of a lost service move', () => {
    const draws = Array.from({ length: 300 }, (_, n) => n * 7_919)
    const before = draws.map((draw) => pick({}, { draw }).tries[0])
    const after = draws.map((draw) => pick({}, { draw, candidates: three.slice(1) }).tries[0])
    before.forEach((first, index) => {
      if (first !== three[0]) expect(after[index]).toBe(first)
    })
    expect(pick({}, { draw: 5 })).toEqual(pick({}, { draw: 5 }))
  })

  it('begin with those that the request names, and end with one that had a fault in the last 30 s', () => {
    const order = [three[2]?.service ?? '', three[0]?.payee ?? '']
    expect(idsOf(pick({ order }).tries)).toEqual(['served-3', 'served-1', 'served-2'])
    const measured = measuredOf([[three[2], { faultAtMs: 970_001 }]])
    expect(idsOf(pick({ order }, { measured }).tries)).toEqual(['served-1', 'served-2', 'served-3'])
    const healed = measuredOf([[three[2], { faultAtMs: 970_000 }]])
    expect(idsOf(pick({ order }, { measured: healed }).tries)[0]).toBe('served-3')
  })

  it('are sorted by price, speed or first token if the request says so', () => {
    const candidates = [testCandidate(1, { price: 300 }), testCandidate(2, { price: 100 }), testCandidate(3, { price: 200 })]
    const measured = measuredOf([
      [candidates[0], { tokensPerSecond: 90, firstTokenMs: 200 }],
      [candidates[2], { tokensPerSecond: 40, firstTokenMs: 100 }],
    ])
    expect(idsOf(pick({ sort: 'price' }, { candidates, measured }).tries)).toEqual(['served-2', 'served-3', 'served-1'])
    expect(idsOf(pick({ sort: 'throughput' }, { candidates, measured }).tries)).toEqual(['served-1', 'served-3', 'served-2'])
    expect(idsOf(pick({ sort: 'latency' }, { candidates, measured }).tries)).toEqual(['served-3', 'served-1', 'served-2'])
  })

  it('are sorted by the speed that validators measured where this router has measured nothing', () => {
    const candidates = [
      testCandidate(1, { checkedSpeed: { firstMs: 50, tokensPerSecond: 200 } }),
      testCandidate(2, { checkedSpeed: { firstMs: 150, tokensPerSecond: 60 } }),
      testCandidate(3, { checkedSpeed: { firstMs: null, tokensPerSecond: null } }),
    ]
    const measured = measuredOf([[candidates[0], { tokensPerSecond: 40, firstTokenMs: 300 }]])
    expect(idsOf(pick({ sort: 'throughput' }, { candidates, measured }).tries)).toEqual(['served-2', 'served-1', 'served-3'])
    expect(idsOf(pick({ sort: 'latency' }, { candidates, measured }).tries)).toEqual(['served-2', 'served-1', 'served-3'])
    expect(idsOf(pick({ sort: 'latency' }, { candidates }).tries)).toEqual(['served-1', 'served-2', 'served-3'])
  })
})

const odd = testCandidate(4, {
  contextTokens: 1_400,
  quantization: 'fp8',
  region: 'us-west',
  verification: 'signed',
  isLeftOut: false,
  privacy: ['plain'],
  parameters: [],
})
const noStart = assetUnits(0n)
test.each<[string, Partial<RoutePreferences>, Partial<Candidate>]>([
  ['model', {}, { model: 'another' }],
  ['not_chosen', { only: [testCandidate(1).service] }, {}],
  ['ignored', { ignore: [odd.payee] }, {}],
  ['context', {}, {}],
  [
    'price',
    { maxPrice: { prompt: testCandidate(1, { price: 199 }).promptPrice, answer: odd.answerPrice, start: noStart } },
    { contextTokens: 1_500 },
  ],
  ['price', { maxPrice: { prompt: odd.promptPrice, answer: odd.answerPrice, start: noStart } }, { contextTokens: 1_500, startPrice: assetUnits(1n) }],
  ['quantization', { quantizations: ['bf16'] }, { contextTokens: 1_500 }],
  ['parameters', { requireParameters: true }, { contextTokens: 1_500 }],
  ['privacy', { privacy: 'sealed' }, { contextTokens: 1_500 }],
  ['verification', { verify: 'checked' }, { contextTokens: 1_500 }],
  ['region', { regions: ['eu-north'] }, { contextTokens: 1_500 }],
])('a service that cannot answer is left out with its reason: %s', (reason, wishes, facts) => {
  const candidate = { ...odd, ...facts }
  const picked = pick(wishes, { candidates: [candidate] })
  expect(picked.tries).toEqual([])
  expect(picked.refused.get(candidate.service)).toBe(reason)
})

test('a service with a start price answers if the request allows the price', () => {
  const rents = testCandidate(4, { startPrice: assetUnits(5n) })
  const maxPrice = { prompt: rents.promptPrice, answer: rents.answerPrice, start: assetUnits(5n) }
  expect(pick({ maxPrice }, { candidates: [rents] }).tries).toEqual([rents])
  expect(pick({}, { candidates: [rents] }).tries).toEqual([rents])
})

test('a sort by price counts the start price of a service that was not asked yet, and not of one that answered without starts', () => {
  const [rents, runs] = [testCandidate(1, { price: 100, startPrice: assetUnits(10n ** 15n) }), testCandidate(2, { price: 200 })]
  const candidates = [rents, runs]
  expect(idsOf(pick({ sort: 'price' }, { candidates }).tries)).toEqual(['served-2', 'served-1'])
  expect(idsOf(pick({ sort: 'price' }, { candidates, measured: measuredOf([[rents, {}]]) }).tries)).toEqual(['served-1', 'served-2'])
})

test('a service that does not say its context is asked, and one that does not say its region is not', () => {
  const silent = testCandidate(4, { contextTokens: null, quantization: null, region: null })
  expect(pick({}, { candidates: [silent] }).tries).toEqual([silent])
  expect(pick({ regions: ['eu-north'] }, { candidates: [silent] }).refused.get(silent.service)).toBe('region')
})

test('the end of a model name selects the sort', () => {
  expect(splitModelName('llama:floor')).toEqual({ model: 'llama', sort: 'price' })
  expect(splitModelName('llama:nitro')).toEqual({ model: 'llama', sort: 'throughput' })
  expect(splitModelName('llama:8b')).toEqual({ model: 'llama:8b', sort: null })
  expect(splitModelName(':floor')).toEqual({ model: ':floor', sort: null })
})
