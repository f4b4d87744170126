import { lowerMedian } from './lowerMedian.ts'
import type { Trade } from './trade.ts'

/**
 * Returns the lower median price of the trades in each of the last `count` intervals up to the interval of `nowMs`, oldest first; null in an interval without a
 * trade. Every trade counts once, however many GPU-seconds it sold. Prices are base units per GPU-second. Pure.
 */
export function medianPrices(
  trades: readonly Trade[],
  { intervalSeconds, count, nowMs }: { intervalSeconds: number; count: number; nowMs: number },
): (bigint | null)[] {
  const intervalOf = (atMs: number) => Math.floor(atMs / (intervalSeconds * 1_000))
  const first = intervalOf(nowMs) - count + 1
  const prices = Array.from({ length: count }, (): bigint[] => [])
  for (const { atMs, pricePerGpuSecond } of trades) if (atMs <= nowMs) prices[intervalOf(atMs) - first]?.push(pricePerGpuSecond)
  return prices.map((found) => (found.length === 0 ? null : lowerMedian(found)))
}
