import { assert } from '@infinitio/domain'
import { mulDown, WAD, within } from '../fixed/wad.ts'
import type { EconomyParameters } from '../parameters.ts'

/**
 * Returns the trend of demand, in [−1e18, 1e18]. It takes the moving average of the GPU-seconds sold, in which newer epochs weigh more, and returns by what
 * fraction the newest epoch has changed this average. `sold` begins with the oldest epoch. 0 before the second epoch and before the first sale. Rounded toward
 * zero.
 */
export function demandSlope(sold: readonly bigint[], { trendWeight }: EconomyParameters): bigint {
  let average = 0n
  let before = 0n
  for (const [at, amount] of sold.entries()) {
    assert(amount >= 0n, 'what was sold is not negative')
    before = average
    average = at === 0 ? amount * WAD : mulDown(trendWeight, amount * WAD) + mulDown(WAD - trendWeight, average)
  }
  if (sold.length < 2 || before === 0n) return 0n
  return within(((average - before) * WAD) / before, { low: -WAD, high: WAD })
}
