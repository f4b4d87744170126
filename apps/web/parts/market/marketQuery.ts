import { type CandleIntervalName, candleSeconds } from '@infinitio/domain'
import type { MarketDetailWire } from '@infinitio/domain/wire'
import { getMarket, getMarketClass, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

/** The time ranges of a chart: the length of its candles and their number. */
export const chartRanges = {
  hour: { interval: '1m', candles: 60 },
  day: { interval: '15m', candles: 96 },
  week: { interval: '1h', candles: 168 },
  month: { interval: '4h', candles: 180 },
  year: { interval: '1d', candles: 365 },
} as const satisfies Record<string, { interval: CandleIntervalName; candles: number }>
/** The name of a time range. */
export type ChartRange = keyof typeof chartRanges

/** The reader's selection on the market page of a class. `regionId` null means all regions. `hours` is how long GPUs must be free without a break. */
export type MarketChoice = { readonly regionId: number | null; readonly range: ChartRange; readonly hours: number }

/** The selection on the market page of a class before the reader chooses. */
export const firstChoice: MarketChoice = { regionId: null, range: 'week', hours: 24 }

/**
 * Returns the time range before the reader chooses: an hour if trading began less than two hours ago, else a week. `week` is the market with the
 * candles of a week; undefined while it loads.
 */
export function firstRange(week: MarketDetailWire | undefined): ChartRange {
  const [first] = week?.candles ?? []
  if (week === undefined || first === undefined) return 'week'
  const sinceFirst = week.asOf.at - first.start
  return sinceFirst < 2 * candleSeconds['1h'] ? 'hour' : 'week'
}

/** Query for the prices and volumes of every class, in one region if `regionId` is set. */
export function marketQuery(api: Transport, regionId: number | null) {
  return queryOptions({ queryKey: ['market', 'all', regionId], queryFn: () => getMarket(api, regionOf(regionId)), placeholderData: keepPreviousData })
}

/** Query for the order book, the price candles and the trades of a GPU class. */
export function marketClassQuery(api: Transport, classId: number, { regionId, range, hours }: MarketChoice) {
  const { interval, candles } = chartRanges[range]
  return queryOptions({
    queryKey: ['market', classId, regionId, range, hours],
    queryFn: () => getMarketClass(api, classId, { ...regionOf(regionId), interval, candles, hours, trades: 20 }),
    placeholderData: keepPreviousData,
  })
}

function regionOf(regionId: number | null): { region?: number } {
  return regionId === null ? {} : { region: regionId }
}
