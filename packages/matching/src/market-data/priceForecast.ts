import type { PTokenUnits } from '@infinitio/domain'
import type { Trade } from './trade.ts'

const hourMs = 3_600_000
/** How far ahead a forecast looks, and how far back for what prices did. */
export const forecastHours = 24
export const forecastReachHours = 28 * 24
/** Less than this says nothing. */
export const leastForecastHours = 96
export const fewestForecastTrades = 30
/** Of ten times that were seen, one may lie above the band and one below. */
const tail = 10
const million = 1_000_000n

/** The band so many hours from now. */
export type ForecastPoint = { readonly hours: number; readonly low: bigint; readonly high: bigint }

/** The price that is forecast, the band around it by hours from now, and from how many hours it was told. */
export type PriceForecast = { readonly pricePerGpuSecond: PTokenUnits; readonly hours: number; readonly points: readonly ForecastPoint[] }

/**
 * Where the price of a class may be in the next 24 hours, from its trades, oldest first: exact integers, so that anybody gets the same numbers
 * (docs/guides/market-data.md says it in words). The forecast is the last price, since few know better; the band holds at least eight of ten of the
 * changes that the last price made over as many hours in the last 28 days, and never narrows with time. Null with fewer than 30 trades in these,
 * or fewer than 96 hours since the first of them.
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

/** The last price at each full hour, from the first one after the first trade until now. */
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

/** The changes over so many hours, in millionths of the earlier price, between which at least eight of ten lie. */
function changesWithin(prices: readonly bigint[], hours: number): { least: bigint; most: bigint } {
  const changes = Float64Array.from(prices.slice(hours), (after, from) => Number((after * million) / (prices[from] as bigint))).sort()
  const leftOut = Math.floor(changes.length / tail)
  return { least: BigInt(changes[leftOut] as number), most: BigInt(changes[changes.length - 1 - leftOut] as number) }
}
