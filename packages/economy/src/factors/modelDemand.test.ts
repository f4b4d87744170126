import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { modelDemandVectors } from '../../test/modelDemandVectors.ts'
import { WAD } from '../fixed/wad.ts'
import { economyParameters, modelDemand, type SettledUse, unitsPerVisit } from '../index.ts'

const parameters = economyParameters()
const coin = 10n ** 18n
const mOf = (uses: readonly SettledUse[], model: string) => modelDemand(uses, parameters).find((one) => one.model === model)?.demand ?? 0n
const honest: readonly SettledUse[] = [
  { model: 'a', settled: 60n * coin, requests: 6_000n },
  { model: 'b', settled: 40n * coin, requests: 4_000n },
]

test('agrees with the published vectors', () => {
  const stored = readFileSync(new URL('../../../domain/vectors/modelDemand.json', import.meta.url), 'utf8')
  expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(modelDemandVectors(), (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
})

test('is the share of visits and of settled PToken, and nothing without use', () => {
  expect(modelDemand(honest, parameters)).toEqual([
    { model: 'a', demand: (6n * WAD) / 10n, settled: 60n * coin, visits: 6_000n },
    { model: 'b', demand: (4n * WAD) / 10n, settled: 40n * coin, visits: 4_000n },
  ])
  expect(modelDemand([], parameters)).toEqual([])
  expect(modelDemand([{ model: 'a', settled: 0n, requests: 9n }], parameters)).toEqual([])
})

test('counts no visits that nobody paid for: a million empty requests raise nothing', () => {
  const wash = { model: 'b', settled: 10n * unitsPerVisit, requests: 1_000_000n }
  expect(modelDemand([...honest, wash], parameters).find(({ model }) => model === 'b')?.visits).toBe(4_010n)
  expect(mOf([...honest, wash], 'b') - mOf(honest, 'b')).toBeLessThan(WAD / 1_000n)
})

test('splits into many channels gain nothing, because each counts whole visits only', () => {
  const one = { model: 'b', settled: coin, requests: 100_000n }
  const parts = Array.from({ length: 7 }, (_, place) => ({ model: 'b', settled: coin / 7n + (place === 0 ? coin % 7n : 0n), requests: 100_000n }))
  expect(mOf([...honest, ...parts], 'b')).toBeLessThanOrEqual(mOf([...honest, one], 'b'))
})

test('costs the fee of the ledger to raise: one more point of M needs a share of all settled PToken', () => {
  const total = 100n * coin
  for (const share of [5n, 20n, 50n]) {
    // The cheapest way to fake demand is to pay 1e-5 PToken for each request, the least that counts as one visit. M, the demand factor of a model, follows
    // visits with one half and PToken with the other half.
    const settled = (total * share) / 100n
    const wash = { model: 'b', settled, requests: settled / unitsPerVisit }
    const tokens = ((40n * coin + settled) * WAD) / (total + settled)
    expect(mOf([...honest, wash], 'b')).toBeLessThanOrEqual(WAD / 2n + tokens / 2n)
  }
})

test('never sums to more than one, and does not depend on the sequence', () => {
  const use = fc.record({ model: fc.constantFrom('a', 'b', 'c'), settled: fc.bigInt(0n, 10n ** 24n), requests: fc.bigInt(0n, 2n ** 32n) })
  fc.assert(
    fc.property(fc.array(use, { maxLength: 20 }), (uses) => {
      const found = modelDemand(uses, parameters)
      expect(found.reduce((sum, { demand }) => sum + demand, 0n)).toBeLessThanOrEqual(WAD)
      expect(modelDemand(uses.toReversed(), parameters)).toEqual(found)
    }),
    { numRuns: 200 },
  )
})
