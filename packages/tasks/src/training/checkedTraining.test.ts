import { hex32, keccak256Hex } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { chanceToFind, checkedCount, drawnSegments, isWhole } from './checkedTraining.ts'

const of = hex32(`0x${'5'.repeat(64)}`)
const hashOf = (number: number) => keccak256Hex(new TextEncoder().encode(`block ${number}`))

describe('the draw of a check', () => {
  it('gives the first segment and different others in their order, and the same ones to everybody', () => {
    for (let number = 0; number < 200; number++) {
      const [first = 0, second = 0, third = 0, ...more] = drawnSegments({ blockHash: hashOf(number), of, segments: 8 })
      expect([first, second > 1, second < third, third <= 8, more]).toEqual([1, true, true, true, []])
    }
    expect(drawnSegments({ blockHash: hashOf(1), of, segments: 8 })).toEqual(drawnSegments({ blockHash: hashOf(1), of, segments: 8 }))
    expect(drawnSegments({ blockHash: hashOf(1), of, segments: 2 })).toEqual([1, 2])
  })

  it('grows with the training, and never above a part of it', () => {
    expect([2, 3, 4, 8, 9, 10, 16, 64].map(checkedCount)).toEqual([2, 3, 3, 3, 3, 4, 5, 17])
    for (let segments = 8; segments <= 64; segments++) expect(checkedCount(segments) / segments).toBeLessThanOrEqual(2 / 5)
    expect(drawnSegments({ blockHash: hashOf(1), of, segments: 64 })).toHaveLength(17)
  })

  it('draws every pair of the others about as often as any other', () => {
    const counts = new Map<string, number>()
    for (let number = 0; number < 3_000; number++) {
      const pair = drawnSegments({ blockHash: hashOf(number), of, segments: 5 })
        .slice(1)
        .join()
      counts.set(pair, (counts.get(pair) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    // Each of six pairs is drawn 500 times on average; the standard deviation is 20.
    for (const count of counts.values()) expect(Math.abs(count - 500)).toBeLessThan(100)
  })

  it('depends on the block and on the result', () => {
    const draws = (blocks: number, result: typeof of) =>
      Array.from({ length: blocks }, (_, number) => drawnSegments({ blockHash: hashOf(number), of: result, segments: 16 }).join())
    expect(new Set(draws(50, of)).size).toBeGreaterThan(20)
    expect(draws(50, of)).not.toEqual(draws(50, hashOf(7)))
  })
})

describe('the chance to find a cheat', () => {
  it('is the share of pairs with a faked segment', () => {
    expect(chanceToFind({ segments: 8, faked: 0 })).toBe(0)
    expect(chanceToFind({ segments: 8, faked: 1 })).toBeCloseTo(2 / 7)
    expect(chanceToFind({ segments: 8, faked: 4 })).toBeCloseTo(1 - (3 * 2) / (7 * 6))
    expect(chanceToFind({ segments: 8, faked: 7 })).toBe(1)
  })

  it('is a quarter or more for one faked segment of any training, because it makes all later ones cheap', () => {
    for (let segments = 2; segments <= 64; segments++) expect(chanceToFind({ segments, faked: 1 })).toBeGreaterThan(0.2499)
    expect([2, 3].map((segments) => chanceToFind({ segments, faked: 1 }))).toEqual([1, 1])
  })
})

describe('a check without a fault', () => {
  it('has a score that is not below the least one', () => {
    const segments = [{ segment: 1, verdict: 'equal' }] as const
    const passes = (score: number | null) => isWhole({ segments, score, leastScore: 0.9 })
    expect([passes(0.9), passes(0.89), passes(null), isWhole({ segments, score: null })]).toEqual([true, false, false, true])
    expect(isWhole({ segments: [{ segment: 1, verdict: 'unclear' }], score: 1, leastScore: 0.9 })).toBe(false)
  })
})
