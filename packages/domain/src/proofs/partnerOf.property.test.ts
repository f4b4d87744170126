import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hex32, type Hex32 } from '../index.ts'
import { partnerOf, partnersAfter } from './partnerOf.ts'

const rootOf = (number: number): Hex32 => hex32(`0x${createHash('sha256').update(`root ${number}`).digest('hex')}`)

describe('partners of a pass', () => {
  test('are bijective for every root and size', () => {
    const sizes = fc.record({ root: fc.nat(), segments: fc.integer({ min: 1, max: 40 }), segmentBits: fc.integer({ min: 0, max: 8 }) })
    fc.assert(
      fc.property(sizes, ({ root, segments, segmentBits }) => {
        const rows = segments * 2 ** segmentBits
        const partners = partnersAfter(rootOf(root), { rows, segmentBits })
        const reached = new Set(Array.from({ length: rows }, (_, row) => partnerOf(partners, row, segmentBits)))
        expect(reached.size).toBe(rows)
        expect(Math.max(...reached)).toBe(rows - 1)
      }),
      { numRuns: 200, seed: 225 },
    )
  })

  // In each GPU class, the rows of a proof have at least 512 segments, so this test uses 512. With 107 segments, some Merkle roots would give less than 35 % of
  // the rows in one half a partner row in the other half.
  test('take at least 35 % from the other half of 512 segments, for 1,000 roots', () => {
    const least = leastOver(1_000, (root) => {
      const { segmentOf } = partnersAfter(root, { rows: 512, segmentBits: 0 })
      return segmentOf.subarray(0, 256).filter((segment) => segment >= 256).length / 256
    })
    expect(least).toBeGreaterThanOrEqual(0.35)
  })

  test('take at least 35 % of even rows from odd rows, for 1,000 roots', () => {
    const bits = 12
    const least = leastOver(1_000, (root) => {
      const { mix } = partnersAfter(root, { rows: 2 ** bits, segmentBits: bits })
      let odd = 0
      for (let row = 0; row < 2 ** bits; row += 2) odd += mix(row) % 2
      return odd / 2 ** (bits - 1)
    })
    expect(least).toBeGreaterThanOrEqual(0.35)
  })
})

function leastOver(roots: number, share: (root: Hex32) => number): number {
  return Math.min(...Array.from({ length: roots }, (_, number) => share(rootOf(number))))
}
