import { hex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { auditPlan, drawSpace, isDrawnForAudit, mostChunks, sampledChunks, secondAudit } from '../index.ts'

const word = (value: bigint) => hex32(toHex(value, { size: 32 }))

describe('audits', () => {
  it.each([
    [
      { chunks: 256, streak: 0 },
      { shape: 'split', sampled: 13, stakeTimes: 3n, chance: { numerator: 1, denominator: 1 } },
    ],
    [
      { chunks: 64, streak: 99 },
      { shape: 'split', sampled: 4, stakeTimes: 3n, chance: { numerator: 1, denominator: 1 } },
    ],
    [
      { chunks: 63, streak: 9 },
      { shape: 'whole', sampled: 63, stakeTimes: 1n, chance: { numerator: 1, denominator: 1 } },
    ],
    [
      { chunks: 1, streak: 10 },
      { shape: 'whole', sampled: 1, stakeTimes: 7n, chance: { numerator: 10, denominator: 10 } },
    ],
    [
      { chunks: 1, streak: 25 },
      { shape: 'whole', sampled: 1, stakeTimes: 7n, chance: { numerator: 10, denominator: 25 } },
    ],
    [
      { chunks: 1, streak: 40 },
      { shape: 'whole', sampled: 1, stakeTimes: 7n, chance: { numerator: 1, denominator: 4 } },
    ],
    [
      { chunks: 1, streak: 4_000 },
      { shape: 'whole', sampled: 1, stakeTimes: 7n, chance: { numerator: 1, denominator: 4 } },
    ],
  ] as const)('plans %j', (task, plan) => {
    expect(auditPlan(task)).toEqual(plan)
  })

  it.each([0, 257, 1.5, Number.NaN])('refuses a task of %d chunks', (chunks) => {
    expect(() => auditPlan({ chunks, streak: 0 })).toThrow(/1 to 256/)
  })

  it('make no faked share pay: what a fake saves is less than what it risks, for a third of colluding stake', () => {
    // Cheating must cost more than it saves. With the loss D(f) of a worker that calculates only the fraction 1 − f, this means D(f) ≥ f · p′, where p′ = 0.79
    // · p · (1 − c) is the chance of being caught. It is enough that the stake S is at least R (1 − p′) ⁄ p′ for a reward R. All values are in thousandths (see
    // the design page).
    for (const [chunks, streak] of [...[64, 100, 256].map((it) => [it, 0]), [1, 0], ...[10, 15, 20, 39, 40, 1_000].map((it) => [1, it])] as [
      number,
      number,
    ][]) {
      const { stakeTimes, chance } = auditPlan({ chunks, streak })
      const caught = (0.79 * (2 / 3) * chance.numerator) / chance.denominator
      expect(Number(stakeTimes)).toBeGreaterThanOrEqual((1 - caught) / caught)
    }
  })

  it('draw the given share of tasks, with the ends exact', () => {
    expect(isDrawnForAudit(drawSpace / 8n - 1n, secondAudit)).toBe(true)
    expect(isDrawnForAudit(drawSpace / 8n, secondAudit)).toBe(false)
    expect(isDrawnForAudit(drawSpace - 1n, { numerator: 1, denominator: 1 })).toBe(true)
  })

  it('sample different chunks of the task, the same ones for everybody', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: drawSpace - 1n }), fc.integer({ min: 1, max: mostChunks }), (seed, chunks) => {
        const { sampled } = auditPlan({ chunks, streak: 0 })
        const sample = sampledChunks(word(seed), { chunks, sampled })
        expect(new Set(sample).size).toBe(sampled)
        for (const chunk of sample) expect(chunk >= 0 && chunk < chunks).toBe(true)
        expect(sampledChunks(word(seed), { chunks, sampled })).toEqual(sample)
      }),
      { numRuns: 50 },
    )
    expect(() => sampledChunks(word(1n), { chunks: 4, sampled: 5 })).toThrow(/part of the chunks/)
  })

  it('reach each chunk equally often', () => {
    const counts = Array.from({ length: 64 }, () => 0)
    for (let seed = 0n; seed < 1_600n; seed += 1n)
      for (const chunk of sampledChunks(word(seed), { chunks: 64, sampled: 4 })) counts[chunk] = (counts[chunk] ?? 0) + 1
    // Each value should occur about 100 times. A difference of 49 is five standard deviations.
    for (const count of counts) expect(Math.abs(count - 100)).toBeLessThan(50)
  })
})
