import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** One row of a market to replay. Quantities are GPUs; prices are 1e-6 USD per GPU-hour. `any` means any class or region. */
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

const columns = [
  ...['seq', 'ts_ms', 'type', 'order_id', 'trader_id', 'gpu_class', 'region', 'quantity_gpus', 'hours'],
  ...['price_micro_usd_per_gpu_hour', 'min_vram_gib', 'tif'],
] as const
type Column = (typeof columns)[number]
type Cells = Readonly<Record<Column, string>>

/**
 * Reads a gzipped or plain CSV of market events with the columns of the market-replay data. Columns and rows may be in any order. Returns the
 * rows by time. Throws for other columns, types or numbers.
 */
export function readReplayRows(file: string): ReplayRow[] {
  const bytes = readFileSync(file)
  const isZipped = bytes[0] === 0x1f && bytes[1] === 0x8b
  const text = (isZipped ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, '')
  const [header = '', ...lines] = text.trimEnd().split(/\r?\n/)
  const names = header.split(',')
  if (names.length !== columns.length || columns.some((column) => !names.includes(column)))
    throw new Error(`${file}: the columns must be ${columns.join(',')}`)
  const rows = lines.map((line, at) => rowOf(cellsOf(names, line), `${file}:${at + 2}`))
  return rows.toSorted((one, other) => one.tsMs - other.tsMs)
}

function cellsOf(names: readonly string[], line: string): Cells {
  const cells = line.split(',')
  return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ''])) as Cells
}

function rowOf(cells: Cells, where: string): ReplayRow {
  const { ts_ms: tsMs, type, order_id: orderId, trader_id: traderId, gpu_class: gpuClass, region, quantity_gpus: gpus, hours } = cells
  const { price_micro_usd_per_gpu_hour: price, min_vram_gib: minVram, tif: timeInForce } = cells
  const common = { tsMs: wholeNumber(tsMs, where), orderId, traderId }
  if (type === 'ask_cancel' || type === 'bid_cancel') return { type, ...common }
  if (type !== 'ask_new' && type !== 'bid_new') throw new Error(`${where}: unknown type ${type}`)
  if (timeInForce !== 'gtc' && timeInForce !== 'ioc' && timeInForce !== 'fok') throw new Error(`${where}: unknown time in force ${timeInForce}`)
  const quantity = { gpus: wholeNumber(gpus, where), hours: wholeNumber(hours, where), microUsdPerGpuHour: wholeNumber(price, where) }
  return { type, ...common, gpuClass, region, ...quantity, minVramGib: wholeNumber(minVram, where), timeInForce }
}

function wholeNumber(text: string, where: string): number {
  const value = Number(text)
  if (text === '' || !Number.isSafeInteger(value) || value < 0) throw new Error(`${where}: ${text} is not a whole number`)
  return value
}
