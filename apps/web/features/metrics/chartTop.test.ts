import { describe, expect, test } from 'vitest'
import { chartTop } from '#web/features/metrics/chartTop.ts'

describe('chartTop', () => {
  test('rounds up to 1, 2 or 5 times a power of ten', () => {
    expect(chartTop([3], 1)).toBe(5)
    expect(chartTop([0.7, 12], 1)).toBe(20)
    expect(chartTop([600], 1)).toBe(1_000)
  })

  test('applies the minimum height to a series of zeros', () => {
    expect(chartTop([0, 0], 1)).toBe(1)
    expect(chartTop([], 10)).toBe(10)
  })
})
