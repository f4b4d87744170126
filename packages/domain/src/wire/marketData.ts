import { z } from 'zod'
import { candleIntervalNames } from '../calendar/candleSeconds.ts'
import { horizonSeconds } from '../calendar/horizon.ts'
import { leaseId, queryInt, simulatedFlag, uint8, uint96, uint128 } from './scalars.ts'

/** The query of `GET /market`. */
export const marketQueryWire = z.strictObject({ region: queryInt(0, 255).optional().describe('Region id; all regions when left out.') })
export type MarketQueryWire = z.input<typeof marketQueryWire>

/** The query of `GET /market/{class}`. */
export const marketClassQueryWire = marketQueryWire.extend({
  interval: z.enum(candleIntervalNames, { error: 'api.invalid_field' }).optional().describe('Length of a candle; 1h when left out.'),
  candles: queryInt(1, 500).optional().describe('Number of intervals up to now; 168 by default.'),
  trades: queryInt(1, 200).optional().describe('Number of last trades; 20 by default.'),
  hours: queryInt(1, horizonSeconds / 3_600)
    .optional()
    .describe('Hours for which GPUs must be free without a break in the depth by start; 24 by default.'),
})
export type MarketClassQueryWire = z.input<typeof marketClassQueryWire>
/** The query of `GET /market/{class}` after parsing, as the server uses it. */
export type MarketClassQuery = z.output<typeof marketClassQueryWire>

/** The query of `GET /market/{class}/chance`: an order that would wait in the order book. */
export const fillChanceQueryWire = marketQueryWire.extend({
  price: uint96.describe('Highest price that the order pays, in PToken base units per GPU-second.'),
  gpus: queryInt(1, 65_535),
  seconds: queryInt(60, 2_419_200).describe('How long the order waits in the book, in seconds.'),
  whole: z.enum(['true', 'false'], { error: 'api.invalid_field' }).describe('Whether the GPUs must come in one trade.'),
})
export type FillChanceQueryWire = z.input<typeof fillChanceQueryWire>
/** The query of `GET /market/{class}/chance` after parsing, as the server uses it. */
export type FillChanceQuery = z.output<typeof fillChanceQueryWire>

/** The GPU class in a path. */
export const marketClassParamsWire = z.strictObject({ class: queryInt(0, 255) })

const gpuSecondsText = uint128.describe('GPU-seconds; a GPU-hour is 3,600.')

/** The market figures of a GPU class, in one region or all. Prices are PToken base units per GPU-second. */
export const marketFiguresWire = z
  .strictObject({
    bestAsk: uint96.nullable(),
    bestBid: uint96.nullable().describe('Highest bid that the balance of its account covers.'),
    last: uint96.nullable(),
    changeBps: z.int().nullable().describe('Change of the last price against the last price 24 h ago, in basis points.'),
    gpuSeconds24h: gpuSecondsText,
    trades24h: z.int(),
    freeGpus: z.int(),
    gpus: z.int().describe('GPUs of machines that are offered or leased.'),
    leasedGpus: z.int(),
    utilisationBps: z.int().nullable().describe('`leasedGpus` divided by `gpus`, in basis points; null without a GPU.'),
    index: z
      .strictObject({ pricePerGpuSecond: uint96, trades: z.int(), counted: z.int() })
      .nullable()
      .describe('Index price of the class in all regions; the guide on market data has the formula.'),
    simulated: z.boolean().describe('Whether these figures include simulated machines and the payments of simulated renters.'),
  })
  .meta({ id: 'MarketFigures' })
export type MarketFiguresWire = z.infer<typeof marketFiguresWire>

/** The last journal row that the market data includes, and its time. */
export const asOfWire = z.strictObject({
  seq: z.string().describe('The last journal row that is in it.'),
  at: z.int().describe('Unix seconds of its journal row, by the wall clock, rounded down.'),
  atMs: z.int().meta({ deprecated: true, description: 'Deprecated: use `at`. The same time in milliseconds.' }),
  now: z.int().describe('Block clock.'),
})
const region = z.strictObject({ regionId: uint8, name: z.string() })
const head = { asOf: asOfWire, regionId: uint8.nullable(), regions: z.array(region) }

/** The figures of one GPU class in the answer of `GET /market`. */
export const marketClassWire = z
  .strictObject({
    classId: uint8,
    name: z.string(),
    figures: marketFiguresWire,
    medians24h: z
      .array(uint96.nullable())
      .describe('Median price of the trades in each of the last 48 half hours, oldest first, the current one last; null without a trade.'),
  })
  .meta({ id: 'MarketClass' })
export type MarketClassWire = z.infer<typeof marketClassWire>

/** `GET /market`: every class of the catalogue. */
export const marketWire = z.strictObject({ ...head, classes: z.array(marketClassWire) }).meta({ id: 'Market' })
export type MarketWire = z.infer<typeof marketWire>

const level = z.strictObject({ pricePerGpuSecond: uint96, gpus: z.int(), orders: z.int() })
const band = z.strictObject({ fromPrice: uint96, toPrice: uint96, gpus: z.array(z.int()) })

/** Trades of one interval. */
export const candleWire = z
  .strictObject({ start: z.int(), open: uint96, high: uint96, low: uint96, close: uint96, gpuSeconds: gpuSecondsText, trades: z.int() })
  .meta({ id: 'Candle' })
export type CandleWire = z.infer<typeof candleWire>

/** One trade: a lease that the chain opened. */
export const tradeWire = z
  .strictObject({
    leaseId,
    seq: z.string(),
    at: z.int().describe('Unix seconds of its journal row.'),
    regionId: uint8,
    pricePerGpuSecond: uint96,
    gpus: z.int(),
    durationSeconds: z.int(),
    start: z.int(),
    simulated: simulatedFlag,
  })
  .meta({ id: 'Trade' })
export type TradeWire = z.infer<typeof tradeWire>

/**
 * A price forecast for the next 24 hours: the last price, and a band around it. Of the price changes over 24 hours in the last 28 days, at least eight in ten
 * stayed within such a band.
 */
export const priceForecastWire = z
  .strictObject({
    pricePerGpuSecond: uint96,
    hours: z.int().describe('Full hours of history from which it was calculated.'),
    points: z.array(z.strictObject({ at: z.int().describe('Unix seconds.'), low: uint96, high: uint96 })),
  })
  .meta({ id: 'PriceForecast' })
export type PriceForecastWire = z.infer<typeof priceForecastWire>

/** `GET /market/{class}`: open orders by price and by start, candles and trades of a GPU class. */
export const marketDetailWire = z
  .strictObject({
    ...head,
    classId: uint8,
    name: z.string(),
    figures: marketFiguresWire,
    depth: z.strictObject({ asks: z.array(level), bids: z.array(level) }).describe('At most 50 levels a side, best first.'),
    starts: z.strictObject({
      durationSeconds: z.int(),
      starts: z.array(z.int()).describe('Unix seconds; the first is now.'),
      bands: z.array(band).describe('Asks by price, one number per start.'),
      free: z.array(z.int()),
      wanted: z.array(z.int()).describe('GPUs that bids with a covering balance ask for, one number per start.'),
    }),
    interval: z.enum(candleIntervalNames),
    candles: z.array(candleWire).describe('Oldest first; none for an interval without a trade.'),
    trades: z.array(tradeWire).describe('Newest first.'),
    forecast: priceForecastWire.nullable().describe('Null if there were too few trades for a forecast.'),
  })
  .meta({ id: 'MarketDetail' })
export type MarketDetailWire = z.infer<typeof marketDetailWire>

/** `GET /market/{class}/chance`: how often an order would have been filled, from the trades of the last 28 days. */
export const fillChanceWire = z
  .strictObject({
    asOf: asOfWire,
    regionId: uint8.nullable(),
    classId: uint8,
    chance: z
      .strictObject({
        bps: z.int(),
        hours: z.int().describe('Full hours of history that were counted.'),
        filled: z.int().describe('Number of these hours in which the order would have been filled.'),
      })
      .nullable()
      .describe('Null after too few trades or too short a time; the guide on market data has the formula.'),
    trades: z.int().describe('Trades of the last 28 days.'),
    since: z.int().nullable().describe('Time of the first of these trades, Unix seconds.'),
  })
  .meta({ id: 'FillChance' })
export type FillChanceWire = z.infer<typeof fillChanceWire>
