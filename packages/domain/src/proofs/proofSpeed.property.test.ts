import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proofSpeedBps } from './proofVerdict.ts'

const time = fc.record({ stake: fc.bigInt({ min: 1n, max: 10n ** 24n }), ms: fc.integer({ min: 0, max: 60_000 }) })

describe('the speed of a proof', () => {
  test('is the reference divided by the median, rounded down, and at most the whole', () => {
    const times = [8_000, 9_000, 10_000].map((ms) => ({ stake: 1n, ms }))
    expect(proofSpeedBps(times, 8)).toBe(8_888)
    expect(proofSpeedBps(times.toReversed(), 8)).toBe(8_888)
    expect(proofSpeedBps([{ stake: 1n, ms: 0 }], 8)).toBe(10_000)
    expect(proofSpeedBps([{ stake: 1n, ms: 4_000 }], 8)).toBe(10_000)
    expect(proofSpeedBps([], 8)).toBe(0)
  })

  test('is moved beyond the times of honest timers by none with less than half of the stake', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 16 }), fc.array(time, { maxLength: 8 }), (honest, liars) => {
        const stakeOf = (list: readonly { stake: bigint }[]) => list.reduce((sum, { stake }) => sum + stake, 0n)
        fc.pre(stakeOf(liars) < stakeOf(honest))
        const speeds = honest.map((it) => proofSpeedBps([it], 8))
        const speed = proofSpeedBps([...honest, ...liars], 8)
        expect(speed).toBeGreaterThanOrEqual(Math.min(...speeds))
        expect(speed).toBeLessThanOrEqual(Math.max(...speeds))
      }),
    )
  })
})
