import { describe, expect, test } from 'vitest'
import { rentBounds, withinBounds } from '#web/parts/checkout/rentBounds.ts'

const listing = (patch: object) =>
  ({ freeGpus: 4, ask: { minGpus: 1, maxGpus: 8, minDurationSeconds: 600, maxDurationSeconds: 7_200, ...patch } }) as unknown as Parameters<
    typeof rentBounds
  >[0]

describe('rentBounds', () => {
  test('offers no more GPUs than are free and no longer than the ask allows', () => {
    expect(rentBounds(listing({}), null)).toEqual({ minGpus: 1, maxGpus: 4, time: { minSeconds: 600, maxSeconds: 7_200, limit: 'ask' } })
  })

  test('never offers more than 28 days', () => {
    expect(rentBounds(listing({ maxDurationSeconds: 10_000_000 }), null).time).toMatchObject({ maxSeconds: 28 * 86_400, limit: 'market' })
  })

  test('ends a lease before the offer ends, for example where maintenance begins', () => {
    const from = 1_800_000_000
    const until = (seconds: number) => rentBounds(listing({ availableUntil: from + seconds, maxDurationSeconds: 864_000 }), from).time
    expect(until(3 * 3_600)).toEqual({ minSeconds: 600, maxSeconds: 3 * 3_600 - 600, limit: 'ask' })
    expect(until(3 * 3_600 + 299).maxSeconds).toBe(3 * 3_600 - 600)
    expect(until(60).maxSeconds).toBe(600)
    expect(until(28 * 86_400).maxSeconds).toBe(864_000)
  })

  test('moves a size from an old link into what is possible now', () => {
    expect(withinBounds({ gpus: 8, durationSeconds: 86_400 }, listing({}), null)).toEqual({ gpus: 4, durationSeconds: 7_200 })
    expect(withinBounds({ gpus: 1, durationSeconds: 60 }, listing({}), null)).toEqual({ gpus: 1, durationSeconds: 600 })
  })
})
