import { hex32, keccak256Hex } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { chanceToFind, drawnSegments } from './checkedTraining.ts'

const of = hex32(`0x${'5'.repeat(64)}`)
const hashOf = (number: number) => keccak256Hex(new TextEncoder().encode(`block ${number}`))

describe('the draw of a check', () => {
  it('gives two different segments in their order, and the same ones to everybody', () => {
    for (let number = 0; number < 200; number++) {
      const [first = 0, second = 0, ...more] = drawnSegments({ blockHash: hashOf(number), of, segments: 8 })
      expect([first >= 1, first < second, second <= 8, more]).toEqual([true, true, true, []])
    }
    expect(drawnSegments({ blockHash: hashOf(1), of, segments: 8 })).toEqual(drawnSegments({ blockHash: hashOf(1), of, segments: 8 }))
    expect(drawnSegments({ blockHash: hashOf(1), of, segments: 2 })).toEqual([1, 2])
  })

  it('draws every pair about as often as any other', () => {
    const counts = new Map<string, number>()
    for (let number = 0; number < 3_000; number++) {
      const pair = drawnSegments({ blockHash: hashOf(number), of, segments: 4 }).join()
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
    expect(chanceToFind({ segments: 8, faked: 1 })).toBeCloseTo(0.25)
    expect(chanceToFind({ segments: 8, faked: 4 })).toBeCloseTo(1 - (4 * 3) / (8 * 7))
    expect(chanceToFind({ segments: 8, faked: 7 })).toBe(1)
    expect(chanceToFind({ segments: 8, faked: 8 })).toBe(1)
  })
})
