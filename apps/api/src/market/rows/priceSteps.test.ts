import { parsePt } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { countedPriceSteps, priceStepOf, priceSteps } from './priceSteps.ts'

/** Converts a price in PT per hour to base units per second, rounded down. */
const perSecond = (pt: string) => (parsePt(pt) ?? 0n) / 3_600n
const upperEnd = (pt: string) => priceSteps[priceStepOf(perSecond(pt))]

describe('steps of prices', () => {
  test('end at round numbers, each larger than the one before', () => {
    expect(priceSteps).toHaveLength(60)
    expect([priceSteps[0], priceSteps.at(-1)]).toEqual([parsePt('0.001'), parsePt('800')])
    for (const [at, end] of priceSteps.entries()) expect(end).toBeGreaterThan(priceSteps[at - 1] ?? 0n)
  })

  test('contain a price up to their upper end, as the price filter does', () => {
    expect([upperEnd('1.98'), upperEnd('2'), upperEnd('2.01')]).toEqual([parsePt('2'), parsePt('2'), parsePt('2.5')])
    expect(priceStepOf(0n)).toBe(0)
    // A price that is one base unit per second higher is above the upper end of the step, so it belongs to the next step.
    expect(priceStepOf(perSecond('2') + 1n)).toBe(priceStepOf(perSecond('2')) + 1)
    expect(priceStepOf(perSecond('801'))).toBe(60)
  })

  test('are listed without a gap from the cheapest to the dearest machine', () => {
    const counts = new Uint32Array(256)
    expect(countedPriceSteps(counts)).toEqual([])
    for (const pt of ['1', '1', '1.5', '2.2']) counts[priceStepOf(perSecond(pt))] = (counts[priceStepOf(perSecond(pt))] ?? 0) + 1
    expect(countedPriceSteps(counts).map(({ count }) => count)).toEqual([2, 0, 1, 0, 1])
    expect(countedPriceSteps(counts)[0]).toEqual({ above: String(parsePt('0.8')), atMost: String(parsePt('1')), count: 2 })
    counts[60] = 3
    expect(countedPriceSteps(counts).at(-1)).toEqual({ above: String(parsePt('800')), atMost: null, count: 3 })
  })
})
