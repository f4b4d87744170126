import { assetUnits, bps } from '@infinitio/domain'
import { assert, bigInt, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareClaim } from './shareClaim.ts'

const units = bigInt({ min: 0n, max: 2n ** 96n - 1n })
const royalties = bigInt({ min: 0n, max: 3_000n })

describe('the shares of a claim', () => {
  it('sum to what the claim adds, and none is negative', () => {
    assert(
      property(units, units, royalties, (a, b, royalty) => {
        const [settled, claim] = a < b ? [a, b] : [b, a]
        const { paid, royalty: owner, fee } = shareClaim({ settled: assetUnits(settled), claim: assetUnits(claim), royaltyBps: bps(royalty) })
        expect(paid + owner + fee).toBe(claim - settled)
      }),
    )
  })

  it('are the same in two steps as in one', () => {
    assert(
      property(units, units, units, royalties, (a, b, c, royalty) => {
        const [first = 0n, second = 0n, third = 0n] = [a, b, c].toSorted((left, right) => (left < right ? -1 : 1)).map(assetUnits)
        const royaltyBps = bps(royalty)
        const whole = shareClaim({ settled: assetUnits(first), claim: assetUnits(third), royaltyBps })
        const parts = [
          shareClaim({ settled: assetUnits(first), claim: assetUnits(second), royaltyBps }),
          shareClaim({ settled: assetUnits(second), claim: assetUnits(third), royaltyBps }),
        ]
        const sumOf = (name: keyof typeof whole) => parts.reduce((sum, part) => sum + part[name], 0n)
        expect([sumOf('paid'), sumOf('royalty'), sumOf('fee')]).toEqual([whole.paid, whole.royalty, whole.fee])
      }),
    )
  })

  it('cannot be calculated for a claim below the settled amount', () => {
    expect(() => shareClaim({ settled: assetUnits(2n), claim: assetUnits(1n), royaltyBps: bps(0n) })).toThrow('a claim is at least what was settled')
  })
})
