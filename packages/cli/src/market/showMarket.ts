import { type CandleIntervalName, type Client, refusal } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { regionAsked } from '../search/catalogueIds.ts'
import { idsOf } from '../search/idsOf.ts'
import { table, utcText } from '../terminal/texts.ts'
import { columnPrice } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { writtenPt } from '../terminal/writtenPt.ts'

/** Options of `infinitio market`. */
export type ShowMarketOptions = CommonOptions & {
  readonly region?: string
  readonly interval: CandleIntervalName
  readonly candles: string
  readonly trades: string
}

type Detail = Awaited<ReturnType<Client['getMarketClass']>>

/**
 * Prints one line for each class, or the order book's depth, the price candles and the trades of one class. Prices are PT per GPU-hour. Throws
 * `api.invalid_field` for an unknown class.
 */
export async function showMarket(name: string | undefined, options: ShowMarketOptions): Promise<void> {
  const client = openClient(options)
  const region = await regionAsked(client, options.region)
  const market = await client.getMarket(region)
  if (name === undefined) return printResult({ json: options.json, value: market, text: linesOf(market) })
  const [classId] = idsOf(
    name,
    market.classes.map((one) => ({ id: one.classId, name: one.name })),
    { option: 'market' },
  )
  if (classId === undefined) throw refusal('api.invalid_field', { detail: `market ${name}` })
  const { interval, candles, trades } = options
  const detail = await client.getMarketClass(classId, { ...region, interval, candles: Number(candles), trades: Number(trades) })
  printResult({ json: options.json, value: detail, text: detailOf(detail) })
}

function linesOf({ classes }: Awaited<ReturnType<Client['getMarket']>>): string {
  const rows = classes.map(({ name, figures }) => [
    name,
    priceText(figures.bestAsk),
    priceText(figures.bestBid),
    priceText(figures.last),
    figures.changeBps === null ? '–' : `${(figures.changeBps / 100).toFixed(1)} %`,
    `${figures.freeGpus} of ${figures.gpus}`,
    priceText(figures.index?.pricePerGpuSecond ?? null),
  ])
  return table([['class', 'best ask', 'best bid', 'last', '24 h', 'free GPUs', 'index'], ...rows], { right: [1, 2, 3, 4, 5, 6] })
}

function detailOf({ name, figures, depth, candles, trades, interval }: Detail): string {
  const side = (levels: Detail['depth']['asks']) =>
    levels.map((level) => [priceText(level.pricePerGpuSecond), String(level.gpus), String(level.orders)])
  return [
    `${name}: ${figures.freeGpus} of ${figures.gpus} GPUs free, last ${figures.last === null ? '–' : `${writtenPt(BigInt(figures.last) * 3_600n, { digits: 4 })} PT per GPU-hour`}`,
    section('Asks', ['price', 'GPUs', 'orders'], side(depth.asks)),
    section('Bids', ['price', 'GPUs', 'orders'], side(depth.bids)),
    section(
      `Candles of ${interval}`,
      ['open', 'high', 'low', 'close', 'trades', 'from, UTC'],
      candles.map((one) => [...[one.open, one.high, one.low, one.close].map(priceText), String(one.trades), utcText(one.start)]),
    ),
    section(
      'Trades',
      ['price', 'GPUs', 'hours', 'lease', 'time, UTC'],
      trades.map((one) => [
        priceText(one.pricePerGpuSecond),
        String(one.gpus),
        (one.durationSeconds / 3_600).toFixed(2),
        one.leaseId,
        utcText(one.at),
      ]),
    ),
  ].join('\n\n')
}

function section(title: string, heading: string[], rows: string[][]): string {
  return rows.length === 0 ? `${title}: none` : `${title}\n${table([heading, ...rows], { right: [0, 1, 2, 3] })}`
}

function priceText(pricePerGpuSecond: string | null): string {
  return pricePerGpuSecond === null ? '–' : columnPrice(pricePerGpuSecond)
}
