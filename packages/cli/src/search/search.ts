import { formatPt } from '@infinitio/sdk'
import { printPlaces } from './printPlaces.ts'
import { printStarts } from './printStarts.ts'
import { listingPage } from './listingPage.ts'
import { type SearchFilters, searchQueryOf, startHourOf } from './searchQueryOf.ts'
import { sortAsked } from './sortAsked.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { utcText } from '../terminal/utcText.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'

/** What `infinitio search` takes. */
export type SearchOptions = CommonOptions &
  SearchFilters & {
    readonly sort?: string
    readonly start?: string
    readonly limit: string
    readonly page: string
    readonly starts: boolean
    readonly places: boolean
  }

/**
 * Prints a page of the nodes that can be booked now, or for a start to come, cheapest first, or for a run the least total first: price per GPU-hour and total with fees, in PToken. Of a run
 * the GPUs column says how many of the free ones hold it.
 */
export async function search(words: readonly string[], options: SearchOptions): Promise<void> {
  const client = openClient(options)
  const query = {
    ...(await searchQueryOf(client, words, options)),
    ...(options.start === undefined ? {} : { startHour: startHourOf(options.start) }),
  }
  if (options.starts) return printStarts(await client.getStarts(query), options)
  if (options.places) return printPlaces(await client.getListingMap(query), options)
  const sort = sortAsked(options.sort ?? (query.run === undefined ? 'price' : 'total'))
  const { found: page, pages } = await listingPage((asked) => client.searchListings(asked), { ...query, sort }, options)
  const rows = page.items.map((item) => [
    item.node,
    query.run === undefined ? `${item.freeGpus} × ${item.className}` : `${item.quote.gpus} of ${item.freeGpus} × ${item.className}`,
    item.regionName,
    item.simulated ? `${item.name} (simulated)` : item.name,
    item.medianReadySeconds === null ? '–' : `${item.medianReadySeconds} s`,
    formatPt(BigInt(item.ask.pricePerGpuSecond) * 3_600n, { digits: 4 }),
    formatPt(BigInt(item.quote.total), { digits: 4 }),
  ])
  const text = table([['node', 'GPUs', 'region', 'name', 'ready in', 'PT/GPU-h', 'total PT'], ...rows], { right: [4, 5, 6] })
  const when = page.startAt === null ? 'now' : `for a start at ${utcText(page.startAt)} UTC`
  const said = [
    `${page.total} nodes can be booked ${when}.`,
    ...(pages === 1 ? [] : [`Page ${options.page} of ${pages}.`]),
    ...(page.run === null ? [] : [`${page.run.name} needs ${page.run.memoryGib} GiB of GPU memory.`]),
  ]
  printResult({ json: options.json, value: page, text: `${text}\n${said.join(' ')}` })
}
