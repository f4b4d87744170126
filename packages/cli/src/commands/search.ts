import { formatPt, parsePt, refusal, type searchListings } from '@infinitio/sdk'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { type CommonOptions, openClient } from '../settings.ts'

/** What `infinitio search` takes. Ids of classes and regions are of the catalogue; `maxPrice` in PToken per GPU-hour. */
export type SearchOptions = CommonOptions & {
  readonly class?: string
  readonly region?: string
  readonly gpus?: string
  readonly hours?: string
  readonly maxPrice?: string
  readonly real?: boolean
  readonly limit: string
}

type Query = Parameters<typeof searchListings>[1]

/** Prints the nodes that can be booked now, cheapest first: price per GPU-hour and total with fees, in PToken. */
export async function search(words: readonly string[], options: SearchOptions): Promise<void> {
  const page = await openClient(options).searchListings(queryOf(words, options))
  const rows = page.items.map((item) => [
    item.node,
    `${item.freeGpus} × ${item.className}`,
    item.regionName,
    item.simulated ? `${item.name} (simulated)` : item.name,
    formatPt(BigInt(item.ask.pricePerGpuSecond) * 3_600n, { digits: 4 }),
    formatPt(BigInt(item.quote.total), { digits: 4 }),
  ])
  const text = table([['node', 'GPUs', 'region', 'name', 'PT/GPU-h', 'total PT'], ...rows], { right: [4, 5] })
  printResult({ json: options.json, value: page, text: `${text}\n${page.total} nodes can be booked now.` })
}

function queryOf(words: readonly string[], options: SearchOptions): Query {
  const query: Query = { limit: options.limit, sort: 'price' }
  if (words.length > 0) query.q = words.join(' ')
  if (options.class !== undefined) query.class = options.class
  if (options.region !== undefined) query.region = options.region
  if (options.gpus !== undefined) query.minGpus = options.gpus
  if (options.hours !== undefined) query.hours = options.hours
  if (options.maxPrice !== undefined) query.maxPricePerGpuHour = baseUnitsOf(options.maxPrice)
  if (options.real === true) query.includeSimulated = 'false'
  return query
}

function baseUnitsOf(text: string): string {
  const units = parsePt(text)
  if (units === null) throw refusal('api.invalid_field', { detail: `--max-price ${text}` })
  return units.toString()
}
