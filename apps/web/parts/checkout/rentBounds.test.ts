import { describe, expect, test } from 'vitest'
import { rentBounds, withinBounds } from '#web/parts/checkout/rentBounds.ts'

const listing = (patch: object) =>
  ({ freeGpus: 4, ask: { minGpus: 1, maxGpus: 8, minDurationSeconds: 600, maxDurationSeconds: 7_200, ...patch } }) as unknown as Parameters<
    typeof rentBounds
  >[0]

describe('rentBounds', () => {
  test('offers no more GPUs than are free and no longer than the ask allows', () => {
    expect(rentBounds(listing({}))).toEqual({ minGpus: 1, maxGpus: 4, time: { minSeconds: 600, maxSeconds: 7_200, limit: 'ask' } })
  })

  test('never offers more than 28 days', () => {
    expect(rentBounds(listing({ maxDurationSeconds: 10_000_000 })).time).toMatchObject({ maxSeconds: 28 * 86_400, limit: 'market' })
  })

  test('moves a size from an old link into what is possible now', () => {
    expect(withinBounds({ gpus: 8, durationSeconds: 86_400 }, listing({}))).toEqual({ gpus: 4, durationSeconds: 7_200 })
    expect(withinBounds({ gpus: 1, durationSeconds: 60 }, listing({}))).toEqual({ gpus: 1, durationSeconds: 600 })
  })
})
