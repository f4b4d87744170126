import type { CandleWire, ListingDetailWire } from '@infinitio/domain/wire'

/** A point of a price line: the time in Unix seconds, and the price in PT per GPU-hour. The price is a plain number, because it is only used to draw. */
export type PricePoint = { readonly at: number; readonly price: number }

/** The lines of a price chart. `asks` is drawn as steps: each price is valid until the time of the next point, and the last price until `until`. */
export type PriceLines = {
  readonly from: number
  readonly until: number
  readonly asks: readonly PricePoint[]
  readonly trades: readonly PricePoint[]
}

type Sources = {
  readonly history: ListingDetailWire['priceHistory']
  readonly candles: readonly CandleWire[]
  readonly since: number
  readonly now: number
}

/** If the machine was listed only a moment ago, the chart still covers an hour. */
const leastSeconds = 3_600

/**
 * Returns the lines of the chart up to now. The chart begins at the first ask or trade, or an hour ago if that is earlier, but never before `since`. If an ask
 * is older than the beginning of the chart, its price is drawn from the left edge. Pure.
 */
export function priceLines({ history, candles, since, now }: Sources): PriceLines {
  const asks = history.map(({ at, pricePerGpuSecond }) => ({ at, price: drawnPrice(pricePerGpuSecond) })).toSorted((one, other) => one.at - other.at)
  const trades = candles.map(({ start, close }) => ({ at: start, price: drawnPrice(close) }))
  const first = Math.min(...[...asks, ...trades].map(({ at }) => at), now - leastSeconds)
  const from = Math.max(since, first)
  const before = asks.findLast(({ at }) => at <= from)
  const edge = before === undefined ? [] : [{ ...before, at: from }]
  return { from, until: now, asks: [...edge, ...asks.filter(({ at }) => at > from && at <= now)], trades: trades.filter(({ at }) => at >= from) }
}

function drawnPrice(text: string): number {
  return (Number(text) * 3_600) / 1e18
}
