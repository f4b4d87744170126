import { bps, durationSeconds, escrowOf, pTokenUnits } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { latestEndOf, priceExtension } from './longestLeaseSeconds.ts'

const start = 1_000_000

describe('an extension', () => {
  test('locks exactly what the contract adds: the escrow of the longer lease less the escrow there is', () => {
    const price = priceExtension(lease(3_600), { end: start + 7_237 })
    const whole = (seconds: bigint) =>
      escrowOf({ pricePerGpuSecond: pTokenUnits(77n), gpus: 3, durationSeconds: durationSeconds(seconds), feeBps: bps(25n) })
    expect(price).toMatchObject({ seconds: 3_637, price: 77n * 3n * 3_637n, escrow: whole(7_237n) - whole(3_600n) })
    expect(price.price + price.fee).toBe(price.escrow)
  })

  test('in steps costs what it costs at once', () => {
    const steps = [3_601, 5_000, 7_237].map((length, place, all) => priceExtension(lease(all[place - 1] ?? 3_600), { end: start + length }).escrow)
    expect(steps.reduce((sum, escrow) => sum + escrow)).toBe(priceExtension(lease(3_600), { end: start + 7_237 }).escrow)
  })

  test('throws if it does not end later', () => {
    expect(() => priceExtension(lease(3_600), { end: start + 3_600 })).toThrow(/ends later/)
  })

  test.each([
    ['the longest lease of the ask', { askMaxDurationSeconds: 9_000 }, start + 9_000],
    ['the last moment of the ask', { askAvailableUntil: start + 8_000 }, start + 8_000],
    ['28 days from now', {}, start + 100 + 2_419_200],
  ])('ends at most at %s', (_limit, limits, latest) => {
    const { terms } = lease(3_600)
    expect(latestEndOf({ terms: { ...terms, ...limits } }, { now: start + 100 })).toBe(latest)
  })
})

function lease(length: number): Pick<LeaseWire, 'terms' | 'endsAt'> {
  const limits = { askMaxDurationSeconds: 100_000_000, askAvailableUntil: start + 100_000_000 }
  const terms = { pricePerGpuSecond: '77', gpus: 3, feeBps: 25, start, durationSeconds: length, ...limits }
  return { terms: terms as unknown as LeaseWire['terms'], endsAt: start + length }
}
