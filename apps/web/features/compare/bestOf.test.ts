import { describe, expect, test } from 'vitest'
import { bestOf } from '#web/features/compare/bestOf.ts'

describe('the best of some values', () => {
  test('is the least or the most, and may be several', () => {
    expect(bestOf([3, 1, 2, 1], 'least')).toEqual([false, true, false, true])
    expect(bestOf([3, 1, null, 3], 'most')).toEqual([true, false, false, true])
  })

  test('is exact beyond what a float holds', () => {
    expect(bestOf([2n ** 60n + 1n, 2n ** 60n], 'least')).toEqual([false, true])
  })

  test('is none where nothing differs or one alone is known', () => {
    expect(bestOf([2, 2, null], 'least')).toEqual([false, false, false])
    expect(bestOf([null, 7], 'most')).toEqual([false, false])
  })
})
