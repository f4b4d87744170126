import { describe, expect, test } from 'vitest'
import { changedPrice, pTokenUnits } from '../index.ts'

describe('a relative change of a price', () => {
  test.each([
    [1_000n, 250n, 1_025n],
    [1_000n, -500n, 950n],
    [999n, -1n, 998n],
    [1n, -9_999n, 1n],
    [7n, 0n, 7n],
  ])('changes %s by %s parts of 10,000 to %s', (price, changeBps, changed) => {
    expect(changedPrice(pTokenUnits(price), { changeBps })).toBe(changed)
  })

  test('is never the whole price', () => {
    expect(() => changedPrice(pTokenUnits(10n), { changeBps: -10_000n })).toThrow('a change leaves a price')
  })
})
