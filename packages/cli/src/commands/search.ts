import { formatPt } from '@infinitio/sdk'
import { printStarts } from '../search/printStarts.ts'
import { type SearchFilters, searchQueryOf } from '../search/searchQueryOf.ts'
import { sortAsked } from '../search/sortAsked.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { type CommonOptions, openClient } from '../settings.ts'

/** What `infinitio search` takes. */
export type SearchOptions = CommonOptions & SearchFilters & { readonly sort?: string; readonly limit: string; readonly starts: boolean }

/**
 * Prints the nodes that can be booked now, cheapest first, or for a run the least total first: price per GPU-hour and total with fees, in PToken. Of a run
 * the GPUs column says how many of the free ones hold it.
 */
export async function search(words: readonly string[], options: SearchOptions): Promise<void> {
  const client = openClient(options)
  const query = await searchQueryOf(client, words, options)
  if (options.starts) return printStarts(await client.getStarts(query), options)
  const page = await client.searchListings({
    ...{ ...query, sort: sortAsked(options.sort ?? (query.run === undefined ? 'price' : 'total')), limit: options.limit },
  })
  const rows = page.items.map((item) => [
    item.node,
    query.run === undefined ? `${item.freeGpus} × ${item.className}` : `${item.quote.gpus} of ${item.freeGpus} × ${item.className}`,
    item.regionName,
    item.simulated ? `${item.name} (simulated)` : item.name,
    formatPt(BigInt(item.ask.pricePerGpuSecond) * 3_600n, { digits: 4 }),
    formatPt(BigInt(item.quote.total), { digits: 4 }),
  ])
  const text = table([['node', 'GPUs', 'region', 'name', 'PT/GPU-h', 'total PT'], ...rows], { right: [4, 5] })
  printResult({
    json: options.json,
    value: page,
    text: `${text}\n${page.total} nodes can be booked now.${page.run === null ? '' : ` ${page.run.name} needs ${page.run.memoryGib} GiB of GPU memory.`}`,
  })
}
