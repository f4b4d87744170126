import { describe, expect, test } from 'vitest'
import { priceWarning } from './priceWarning.ts'

describe('the warning of a price', () => {
  test.each([
    [{ price: 150n, median: 100n, current: 90n }, null],
    [{ price: 151n, median: 100n, current: 90n }, 'above_median'],
    [{ price: 50n, median: 100n, current: 90n }, null],
    [{ price: 49n, median: 100n, current: 90n }, 'below_median'],
    [{ price: 899n, median: null, current: 90n }, null],
    [{ price: 900n, median: null, current: 90n }, 'ten_times'],
    [{ price: 900n, median: 900n, current: 90n }, 'ten_times'],
    [{ price: 9n, median: null, current: 90n }, 'a_tenth'],
    [{ price: 10n ** 30n, median: null, current: null }, null],
    [{ price: 1n, median: null, current: 0n }, null],
  ] as const)('for %o is %s', ({ price, median, current }, warning) => {
    expect(priceWarning(price, { median, current })).toBe(warning)
  })
})
