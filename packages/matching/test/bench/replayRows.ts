import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** One row of a market to replay. Quantities in GPUs, prices in 1e-6 USD per GPU-hour; `any` for no class or region of its own. */
export type ReplayRow =
  | { readonly type: 'ask_cancel' | 'bid_cancel'; readonly tsMs: number; readonly orderId: string; readonly traderId: string }
  | {
      readonly type: 'ask_new' | 'bid_new'
      readonly tsMs: number
      readonly orderId: string
      readonly traderId: string
      readonly gpuClass: string
      readonly region: string
      readonly gpus: number
      readonly hours: number
      readonly microUsdPerGpuHour: number
      readonly minVramGib: number
      readonly timeInForce: 'gtc' | 'ioc' | 'fok'
    }

const columns = 'seq,ts_ms,type,order_id,trader_id,gpu_class,region,quantity_gpus,hours,price_micro_usd_per_gpu_hour,min_vram_gib,tif'

/** Reads a gzipped or plain CSV of market events in the columns of the market-replay data. Throws on other columns, types or numbers. */
export function readReplayRows(file: string): ReplayRow[] {
  const bytes = readFileSync(file)
  const [header, ...lines] = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trimEnd().split(/\r?\n/)
  if (header !== columns) throw new Error(`${file}: the columns must be ${columns}`)
  return lines.map((line, at) => rowOf(line.split(','), `${file}:${at + 2}`))
}

function rowOf(cells: string[], where: string): ReplayRow {
  const [, tsMs, type, orderId = '', traderId = '', gpuClass = '', region = '', gpus, hours, price, minVram, timeInForce] = cells
  const common = { tsMs: wholeNumber(tsMs, where), orderId, traderId }
  if (type === 'ask_cancel' || type === 'bid_cancel') return { type, ...common }
  if (type !== 'ask_new' && type !== 'bid_new') throw new Error(`${where}: unknown type ${type}`)
  if (timeInForce !== 'gtc' && timeInForce !== 'ioc' && timeInForce !== 'fok') throw new Error(`${where}: unknown time in force ${timeInForce}`)
  const quantity = { gpus: wholeNumber(gpus, where), hours: wholeNumber(hours, where), microUsdPerGpuHour: wholeNumber(price, where) }
  return { type, ...common, gpuClass, region, ...quantity, minVramGib: wholeNumber(minVram, where), timeInForce }
}

function wholeNumber(text: string | undefined, where: string): number {
  const value = Number(text)
  if (text === undefined || text === '' || !Number.isSafeInteger(value) || value < 0) throw new Error(`${where}: ${text} is not a whole number`)
  return value
}
