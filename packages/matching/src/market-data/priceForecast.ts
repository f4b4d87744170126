import type { PTokenUnits } from '@infinitio/domain'
import type { Trade } from './trade.ts'

const hourMs = 3_600_000
/** The hours that a forecast covers, and the hours of price history that it uses. */
export const forecastHours = 24
export const forecastReachHours = 28 * 24
/** Shortest history, in hours, and smallest number of trades for a forecast. */
export const leastForecastHours = 96
export const fewestForecastTrades = 30
/** At most one tenth (1 / `tail`) of the past price changes may lie above the band, and at most one tenth below it. */
const tail = 10
const million = 1_000_000n

/** The band of likely prices a number of hours (`hours`) from now. */
export type ForecastPoint = { readonly hours: number; readonly low: bigint; readonly high: bigint }

/** The forecast price, the band around it for each hour ahead, and the hours of history behind it. */
export type PriceForecast = { readonly pricePerGpuSecond: PTokenUnits; readonly hours: number; readonly points: readonly ForecastPoint[] }

/**
 * Forecasts the price of a class for the next 24 hours from its trades, oldest first. It uses only integers, so that everyone gets the same numbers. The
 * forecast is the last price. For each number of hours ahead, there is a band around it. The band contains at least eight of ten changes that the price made
 * over this number of hours in the last 28 days. The band never becomes narrower for later hours. Returns null if there are fewer than 30 trades in these 28
 * days, or if the first of them is less than 96 hours ago. See docs/guides/market-data.md.
 */
export function priceForecast(trades: readonly Trade[], { nowMs }: { nowMs: number }): PriceForecast | null {
  const past = trades.filter(({ atMs }) => atMs <= nowMs && atMs > nowMs - forecastReachHours * hourMs)
  const last = past.at(-1)
  const prices = hourlyPrices(past, nowMs)
  if (last === undefined || past.length < fewestForecastTrades || prices.length <= leastForecastHours) return null
  const points: ForecastPoint[] = []
  let [low, high] = [last.pricePerGpuSecond as bigint, last.pricePerGpuSecond as bigint]
  for (let hours = 1; hours <= forecastHours; hours += 1) {
    const { least, most } = changesWithin(prices, hours)
    const [lower, upper] = [(last.pricePerGpuSecond * least) / million, (last.pricePerGpuSecond * most) / million]
    if (lower < low) low = lower
    if (upper > high) high = upper
    points.push({ hours, low, high })
  }
  return { pricePerGpuSecond: last.pricePerGpuSecond, hours: prices.length, points }
}

/** Returns the last price at each full hour, from the first one after the first trade until now. */
function hourlyPrices(trades: readonly Trade[], nowMs: number): bigint[] {
  const [first] = trades
  if (first === undefined) return []
  const prices: bigint[] = []
  let at = 0
  for (let endMs = Math.ceil(first.atMs / hourMs) * hourMs; endMs <= nowMs; endMs += hourMs) {
    while ((trades[at + 1]?.atMs ?? Number.POSITIVE_INFINITY) <= endMs) at += 1
    prices.push((trades[at] as Trade).pricePerGpuSecond)
  }
  return prices
}

/** Returns the range that contains at least eight of ten past prices, each as a fraction of the price `hours` earlier, in millionths. */
function changesWithin(prices: readonly bigint[], hours: number): { least: bigint; most: bigint } {
  const changes = Float64Array.from(prices.slice(hours), (after, from) => Number((after * million) / (prices[from] as bigint))).sort()
  const leftOut = Math.floor(changes.length / tail)
  return { least: BigInt(changes[leftOut] as number), most: BigInt(changes[changes.length - 1 - leftOut] as number) }
}
