import { expect, test } from 'vitest'
import { priceWarnings } from './priceTexts.ts'

/** 0.36 PT per GPU-hour, in base units per GPU-second. */
const usual = 100_000_000_000_000n

const machine = (median: bigint | null, current: bigint | null) => ({
  name: 'polder-01',
  classMedianPricePerGpuSecond: median === null ? null : `${median}`,
  latestAsk: current === null ? null : ({ pricePerGpuSecond: `${current}` } as never),
})

test.each([
  [usual * 2n, usual, usual, 'at 0.72 PT/GPU-h is more than 50 % above the median of other providers, 0.36.'],
  [usual / 4n, usual, usual, 'at 0.09 PT/GPU-h is less than half the median of other providers, 0.36.'],
  [usual * 10n, usual * 9n, usual, 'at 3.60 PT/GPU-h is at least ten times the old price, 0.36.'],
  [usual / 10n, null, usual, 'at 0.036 PT/GPU-h is at most a tenth of the old price, 0.36.'],
])('warns at %s units, with the median %s and the old price %s', (pricePerGpuSecond, median, current, reason) => {
  expect(priceWarnings([{ node: machine(median, current), pricePerGpuSecond }])).toEqual([`Warning: polder-01 ${reason}`])
})

test('stays silent at a usual price, and for the first listing of a class that nobody else offers', () => {
  const usualPrices = [
    { node: machine(usual, usual), pricePerGpuSecond: usual },
    { node: machine(null, null), pricePerGpuSecond: usual * 1_000n },
  ]
  expect(priceWarnings(usualPrices)).toEqual([])
})
