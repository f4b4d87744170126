import { expect, test } from 'vitest'
import { medianDifference } from '#web/features/listing/ClassMedian.tsx'

test.each([
  [100n, 100n, { percent: 0, compared: 'above' }],
  [88n, 100n, { percent: 12, compared: 'below' }],
  [300n, 200n, { percent: 50, compared: 'above' }],
  [1_005n, 1_000n, { percent: 1, compared: 'above' }],
  [5n, 0n, { percent: 0, compared: 'above' }],
] as const)('compares a price of %s with a median of %s', (price, median, difference) => expect(medianDifference(price, median)).toEqual(difference))
