import { describe, expect, test } from 'vitest'
import { choiceBounds, withinBounds } from '#web/features/listing/bookingChoice.ts'

const listing = (patch: object) =>
  ({ freeGpus: 4, ask: { minGpus: 1, maxGpus: 8, minDurationSeconds: 600, maxDurationSeconds: 7_200, ...patch } }) as unknown as Parameters<
    typeof choiceBounds
  >[0]

describe('bookingChoice', () => {
  test('offers no more GPUs than are free and no longer than the ask allows', () => {
    expect(choiceBounds(listing({}))).toEqual({ minGpus: 1, maxGpus: 4, minHours: 1, maxHours: 2 })
  })

  test('never offers more than 28 days', () => {
    expect(choiceBounds(listing({ maxDurationSeconds: 10_000_000 })).maxHours).toBe(672)
  })

  test('moves a choice from an old link into what is possible now', () => {
    expect(withinBounds({ gpus: 8, hours: 24 }, listing({}))).toEqual({ gpus: 4, hours: 2 })
  })
})
