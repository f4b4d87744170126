import { candleSeconds, type Refusal } from '@infinitio/domain'
import type { CandleWire, MarketClassQuery, MarketDetailWire, TradeWire } from '@infinitio/domain/wire'
import {
  type Candle,
  candlesOf,
  depthByPrice,
  type DepthLevel,
  depthByStart,
  marketFigures,
  type PriceForecast,
  priceForecast,
  type Trade,
  tradesOf,
} from '@infinitio/matching'
import type { MarketState } from './createMarketTail.ts'
import type { MarketCatalogue } from '../market/machines/marketNode.ts'
import type { SimulatedParts } from '../market/machines/simulatedIn.ts'
import { figuresHead, figuresWire } from './tellFigures.ts'

const mostLevels = 50
const hour = 3_600
/** The order book's depth is returned for a start now and for starts this many hours after the current full hour. */
const startHours = [1, 6, 24, 48, 72, 168] as const
const unasked = { interval: '1h', candles: 168, trades: 20, hours: 24 } as const

/** Returns the order book's depth, price candles and trades of a class. Refuses with `api.not_ready`, and `api.not_found` for an unknown class or region. */
export function tellFiguresOfClass(
  followed: MarketState | null,
  { classId, query, places, simulated }: { classId: number; query: MarketClassQuery; places: MarketCatalogue; simulated: SimulatedParts },
): MarketDetailWire | Refusal {
  const regionId = query.region ?? null
  const begun = figuresHead(followed, { regionId, places })
  if ('rejected' in begun) return begun
  const { state, head, version } = begun
  const name = places.classes.find((one) => one.classId === classId)?.name
  if (name === undefined) return { rejected: 'api.not_found', detail: `class ${classId}` }
  const asked = { ...unasked, ...(query as Given) }
  return state.answers.get(`class ${classId} ${JSON.stringify(asked)}`, version, () => ({
    ...head,
    classId,
    name,
    ...tell(state, { classId, regionId, asked, simulated }),
  }))
}

/** The parameters of a query for a class, as they were sent. A parameter that is not in the URL is missing; it never has the value undefined. */
type Given = { readonly [Key in keyof MarketClassQuery]: Exclude<MarketClassQuery[Key], undefined> }
type Asked = Required<Omit<Given, 'region'>>
type Told = Pick<MarketDetailWire, 'figures' | 'depth' | 'starts' | 'interval' | 'candles' | 'trades' | 'forecast'>

type Telling = { classId: number; regionId: number | null; asked: Asked; simulated: SimulatedParts }

function tell(state: MarketState, { classId, regionId, asked, simulated }: Telling): Told {
  const { book, tape, now, atMs } = state
  const place = { classId, regionId }
  const trades = tradesOf(tape, place)
  const depth = depthByPrice(book, place, { now })
  const durationSeconds = asked.hours * hour
  const starts = [now, ...startHours.map((hours) => (Math.floor(now / hour) + hours) * hour)]
  const { bands, ...counts } = depthByStart(book, place, { starts, durationSeconds })
  return {
    figures: figuresWire(marketFigures(state, place, { now, nowMs: atMs }), simulated.place(place)),
    depth: { asks: levels(depth.asks), bids: levels(depth.bids) },
    starts: {
      durationSeconds,
      starts,
      bands: bands.map(({ fromPrice, toPrice, gpus }) => ({ fromPrice: fromPrice.toString(), toPrice: toPrice.toString(), gpus: [...gpus] })),
      free: [...counts.free],
      wanted: [...counts.wanted],
    },
    interval: asked.interval,
    candles: candlesOf(trades, { intervalSeconds: candleSeconds[asked.interval], limit: asked.candles, nowMs: atMs }).map(candleWire),
    trades: trades
      .slice(-asked.trades)
      .toReversed()
      .map((trade) => tradeWire(trade, simulated.machine(trade.node))),
    forecast: forecastWire(priceForecast(trades, { nowMs: atMs }), atMs),
  }
}

function forecastWire(forecast: PriceForecast | null, nowMs: number): MarketDetailWire['forecast'] {
  if (forecast === null) return null
  const { pricePerGpuSecond, hours, points } = forecast
  const now = Math.floor(nowMs / 1_000)
  return {
    pricePerGpuSecond: pricePerGpuSecond.toString(),
    hours,
    points: points.map((point) => ({ at: now + point.hours * hour, low: point.low.toString(), high: point.high.toString() })),
  }
}

function levels(found: readonly DepthLevel[]): MarketDetailWire['depth']['asks'] {
  return found.slice(0, mostLevels).map(({ price, gpus, orders }) => ({ pricePerGpuSecond: price.toString(), gpus, orders }))
}

function candleWire({ start, open, high, low, close, gpuSeconds, trades }: Candle): CandleWire {
  const texts = { open: open.toString(), high: high.toString(), low: low.toString(), close: close.toString() }
  return { start, ...texts, gpuSeconds: gpuSeconds.toString(), trades }
}

function tradeWire(trade: Trade, simulated: boolean): TradeWire {
  return {
    leaseId: trade.leaseId.toString(),
    seq: String(trade.seq),
    at: Math.floor(trade.atMs / 1_000),
    regionId: trade.regionId,
    pricePerGpuSecond: trade.pricePerGpuSecond.toString(),
    gpus: trade.gpus,
    durationSeconds: Number(trade.durationSeconds),
    start: Number(trade.start),
    simulated,
  }
}
