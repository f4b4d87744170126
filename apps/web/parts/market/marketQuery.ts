import type { CandleIntervalName, MarketDetailWire } from '@infinitio/domain/wire'
import { getMarket, getMarketClass, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'

/** Lengths of candles, in seconds: the API's own, without its schemas. */
export const intervalSeconds = { '1m': 60, '5m': 300, '15m': 900, '1h': 3_600, '4h': 14_400, '1d': 86_400 } as const satisfies Record<
  CandleIntervalName,
  number
>

/** How far a chart reaches back: the length of its candles, and how many. */
export const chartRanges = {
  hour: { interval: '1m', candles: 60 },
  day: { interval: '15m', candles: 96 },
  week: { interval: '1h', candles: 168 },
  month: { interval: '4h', candles: 180 },
  year: { interval: '1d', candles: 365 },
} as const satisfies Record<string, { interval: CandleIntervalName; candles: number }>
/** A reach of a chart. */
export type ChartRange = keyof typeof chartRanges

/** The selection of a page about a class: `regionId` null is all regions, `hours` how long GPUs must be free on end. */
export type MarketChoice = { readonly regionId: number | null; readonly range: ChartRange; readonly hours: number }

/** The selection before the reader chooses. */
export const firstChoice: MarketChoice = { regionId: null, range: 'week', hours: 24 }

/**
 * The reach of a chart before the reader chooses: an hour where trading began less than two hours ago, else a week. `week`: the market with the candles of a week, when it
 * is known.
 */
export function firstRange(week: MarketDetailWire | undefined): ChartRange {
  const [first] = week?.candles ?? []
  if (week === undefined || first === undefined) return 'week'
  const sinceFirst = week.asOf.atMs / 1_000 - first.start
  return sinceFirst < 2 * intervalSeconds['1h'] ? 'hour' : 'week'
}

/** Figures of every class; of a region when one is named. */
export function marketQuery(api: Transport, regionId: number | null) {
  return queryOptions({ queryKey: ['market', 'all', regionId], queryFn: () => getMarket(api, regionOf(regionId)), placeholderData: keepPreviousData })
}

/** Depth, candles and trades of a class. */
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
