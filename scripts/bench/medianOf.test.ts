import { describe, expect, it } from 'vitest'
import { medianOf } from './medianOf.ts'

describe('medianOf', () => {
  it('returns the median and half the distance between the quartiles', () => {
    expect(medianOf([5, 1, 3])).toEqual({ median: 3, spreadPercent: expect.closeTo(33.33, 1) })
    expect(medianOf([1, 2, 3, 4]).median).toBe(2.5)
  })

  it('throws for an empty list', () => {
    expect(() => medianOf([])).toThrow('nothing was measured')
  })
})
