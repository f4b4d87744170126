import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endReasons } from '../leases/endReason.ts'
import { endsThatSay, nodeScore, recordBps } from './nodeScore.ts'
import { referencePerformanceOf } from './referencePerformance.ts'

const count = fc.bigInt({ min: 0n, max: 10n ** 9n })
const record = fc.record({ kept: count, faults: count })

describe('the record of a node', () => {
  it('is 9,000 before its first lease, between that of reliable and unreliable nodes', () => {
    expect(recordBps({ kept: 0n, faults: 0n })).toBe(9_000)
    expect(recordBps({ kept: 1n, faults: 0n })).toBe(9_090)
    expect(recordBps({ kept: 0n, faults: 1n })).toBe(8_181)
    expect(recordBps({ kept: 990n, faults: 0n })).toBe(9_990)
    expect(recordBps({ kept: 0n, faults: 80n })).toBe(1_000)
  })

  it('never falls with a lease served to its end, never rises with a fault, and is always between 0 and 10,000', () => {
    fc.assert(
      fc.property(record, ({ kept, faults }) => {
        const now = recordBps({ kept, faults })
        expect(recordBps({ kept: kept + 1n, faults })).toBeGreaterThanOrEqual(now)
        expect(recordBps({ kept, faults: faults + 1n })).toBeLessThanOrEqual(now)
        expect(now).toBeLessThan(10_000)
        // `now` is the exact share of served leases, in basis points, rounded down, so the exact share is at least `now` and less than `now + 1`.
        const [part, whole] = [(kept + 9n) * 10_000n, kept + faults + 10n]
        expect(BigInt(now) * whole <= part && part < BigInt(now + 1) * whole).toBe(true)
      }),
    )
  })

  it('counts the node’s own acts, and nothing when the renter cancelled', () => {
    expect(endReasons.map((reason) => [reason, endsThatSay[reason]])).toEqual([
      ['renter_ended', 'kept'],
      ['time_up', 'kept'],
      ['budget_reached', 'kept'],
      ['provider_ended', 'faults'],
      ['node_lost', 'faults'],
      ['no_show', 'faults'],
      ['cancelled', null],
    ])
  })
})

describe('a score', () => {
  it('is performance × record, so that twice the work at twice the price has the same value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), record, (performance, past) => {
        const score = nodeScore({ performance, ...past })
        expect(score).toBe(performance * recordBps(past))
        expect(nodeScore({ performance: performance * 2, ...past })).toBe(score * 2)
      }),
    )
  })

  it('is 0 for an unknown class', () => {
    const performance = referencePerformanceOf('NVIDIA H900')
    expect(nodeScore({ performance, kept: 5n, faults: 0n })).toBe(0)
  })

  it('fits 32 bits, or throws', () => {
    expect(() => nodeScore({ performance: 500_000, kept: 10n ** 6n, faults: 0n })).toThrow('a score has 32 bits')
    expect(() => nodeScore({ performance: 0.5, kept: 0n, faults: 0n })).toThrow('a performance is a whole number above 0')
  })
})

describe('reference performance', () => {
  it.each([
    ['CPU slot (development)', 1],
    ['NVIDIA H100 SXM 80 GB', 1820],
    ['NVIDIA H200 141 GB', 2178],
    ['NVIDIA B200 180 GB', 4242],
    ['NVIDIA A100 SXM 80 GB', 797],
    ['NVIDIA A100 40 GB', 696],
    ['NVIDIA L40S 48 GB', 559],
    ['NVIDIA L4 24 GB', 190],
    ['NVIDIA T4 16 GB', 144],
    ['NVIDIA A10G 24 GB', 204],
    ['NVIDIA V100 16 GB', 335],
    ['NVIDIA RTX 4090 24 GB', 407],
    ['NVIDIA RTX 5090 32 GB', 611],
    ['NVIDIA RTX A6000 48 GB', 343],
    ['NVIDIA RTX PRO 6000 96 GB', 949],
  ])('is, for %s, the square root of its arithmetic × memory, rounded down: %i', (className, performance) => {
    expect(referencePerformanceOf(className)).toBe(performance)
  })
})
