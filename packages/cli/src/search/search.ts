import type { Json } from '../json/chosenFields.ts'
import { type Client, formatDuration, type ListingSort, listingSorts, refusal, secondsOfQuery } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { lineCells, shortId, table, utcText, wholeText } from '../terminal/texts.ts'
import { columnPrice, columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { durationOf } from '../terminal/typedValues.ts'
import { warningsText } from './advice.ts'
import { type SearchFilters, searchQueryOf } from './searchQueryOf.ts'

/** Options of `infinitio search`. */
export type SearchOptions = CommonOptions &
  SearchFilters & {
    readonly for?: string
    readonly sort?: string
    readonly limit: string
    readonly page: string
    readonly starts: boolean
    readonly places: boolean
    readonly wide: boolean
  }

/**
 * Searches for machines that can be rented now or from a later start, and prints one page of results. Parses `words` as a sentence that describes the search;
 * an option overrides the same filter of the sentence. By default sorts by price, or by the fit for a model. Prints the price per GPU-hour and the total with
 * fees, in PT. For a model, the GPUs column shows how many of the free GPUs the model needs. Into a pipe or a file, prints whole names and ids.
 */
export async function search(words: readonly string[], options: SearchOptions): Promise<void> {
  const client = openClient(options)
  const read = words.length === 0 ? null : await client.parseSearch({ q: words.join(' ') })
  const { sort: sortRead, minutes, ...named } = read?.query ?? {}
  const asked = await searchQueryOf(client, [], options)
  // The query has either hours or minutes. If `--hours` is given, remove the minutes that the sentence contains.
  const span = minutes === undefined || asked.hours !== undefined ? {} : { minutes }
  const query = { ...named, ...span, ...asked }
  const use = options.for === undefined ? {} : useAsked(options.for, query)
  if (options.starts) return printStarts(await client.getStarts(query), options)
  if (options.places) return printLocations(await client.getListingMap(query), options)
  const sort = sortAsked(options.sort ?? sortRead ?? (options.for !== undefined ? 'total' : query.run === undefined ? 'price' : 'fit'))
  const { found: page, pages } = await listingPage((page) => client.searchListings(page), { ...query, ...use, sort }, options)
  const isWide = options.wide || !process.stdout.isTTY
  const text = listingTable({ page, runsModel: query.run !== undefined, use: options.for, isWide })
  const when = page.startAt === null ? 'now' : `for a start at ${utcText(page.startAt)} UTC`
  const said = [
    ...(read === null ? [] : sentenceLines(read)),
    `You can rent ${page.total} ${page.total === 1 ? 'machine' : 'machines'} ${when}.`,
    ...(page.items.some(({ simulated }) => simulated) ? ['* is a simulated machine: you get a shell without a GPU.'] : []),
    'The least is for a lease that you end as soon as it is ready.',
    ...(use.forSeconds === undefined
      ? []
      : [`${options.for} is for a lease that you end after ${formatDuration(use.forSeconds)}, without a free trial.`]),
    ...(pages === 1 ? [] : [`Page ${options.page} of ${pages}.`]),
    ...(page.run === null ? [] : [`${page.run.name} needs ${page.run.memoryGib} GB of GPU memory.`]),
  ]
  printResult({ json: options.json, value: read === null ? page : { ...page, read }, text: `${text}\n${said.join('\n')}` })
}

/**
 * Formats a page of a search as a table. A wide table has ids and cuts no text; any other has the width of the terminal, and ids only if machines have the same
 * name, because commands also take names. For a model, the GPUs column shows how many of the free GPUs the model needs. `use` is the duration for which the last
 * amount is calculated.
 */
export function listingTable({ page, runsModel, use, isWide }: ListingTable): string {
  const hasIds = isWide || new Set(page.items.map(({ name }) => name)).size < page.items.length
  const hasReady = page.items.some(({ medianReadySeconds }) => medianReadySeconds !== null)
  const rows = page.items.map((item) => [
    item.simulated ? `${item.name} *` : item.name,
    ...(hasIds ? [shortId(item.node)] : []),
    item.providerName ?? shortId(item.provider),
    `${runsModel ? `${item.quote.gpus} of ${item.freeGpus}` : item.freeGpus} × ${item.className.replace(/^NVIDIA /, '')}`,
    item.regionName,
    ...(hasReady ? [readyText(item.medianReadySeconds)] : []),
    columnPrice(item.ask.pricePerGpuSecond),
    columnPt(item.quote.total),
    columnPt(item.quote.least),
    ...(item.quote.expected === null ? [] : [columnPt(item.quote.expected)]),
    ...(item.fit === null ? [] : [warningsText(item.fit.warnings)]),
  ])
  const texts = ['machine', ...(hasIds ? ['id'] : []), 'provider', 'GPUs', 'region']
  const amounts = [...(hasReady ? ['ready in'] : []), 'PT/GPU-h', 'total PT', 'least PT', ...(use === undefined ? [] : [`${use} PT`])]
  const fitHead = page.items.some(({ fit }) => fit !== null) ? ['warnings'] : []
  return table([[...texts, ...amounts, ...fitHead], ...rows], {
    right: amounts.map((_, at) => texts.length + at),
    width: isWide ? wholeText : lineCells(),
  })
}

type ListingTable = {
  readonly page: Pick<Page, 'items'>
  readonly runsModel: boolean
  readonly use: string | undefined
  readonly isWide: boolean
}

/**
 * Returns the query for a renter who expects to use only the duration in `text` (such as 90min) of a lease. If the query has no lease duration and the use is
 * longer than one hour, sets a duration that covers the use, in whole hours. Throws `api.invalid_field` for a use that is longer than the lease. Pure.
 */
export function useAsked(
  text: string,
  span: { readonly hours?: number | undefined; readonly minutes?: number | undefined },
): { readonly forSeconds?: number; readonly hours?: number } {
  const seconds = durationOf(text, '--for')
  const most = secondsOfQuery(span)
  if (most !== null && seconds > most) throw refusal('api.invalid_field', { detail: `--for ${text}: more than ${formatDuration(most)}` })
  return most === null && seconds > secondsPerHour ? { forSeconds: seconds, hours: Math.ceil(seconds / secondsPerHour) } : { forSeconds: seconds }
}

const secondsPerHour = 3_600

function readyText(seconds: number | null): string {
  if (seconds === null) return '–'
  return seconds === 0 ? '<1 s' : `${seconds} s`
}

type Read = Awaited<ReturnType<Client['parseSearch']>>

/**
 * Returns the lines that show how a typed sentence was understood: the filters that were found (`chips`), the answer to a question, and the words that were not
 * understood.
 */
export function sentenceLines({ chips, unknown, answer }: Read): string[] {
  return [
    ...(chips.length === 0 ? [] : [`Read as: ${chips.map(({ text }) => text).join('; ')}.`]),
    ...(answer === null
      ? []
      : [`Needs ${answer.memoryGib} GB of GPU memory: ${answer.gpus.map(({ name, gpus }) => `${gpus} × ${name}`).join(' or ')}.`]),
    ...(unknown.length === 0 ? [] : [`We did not understand ${unknown.map((word) => `"${word}"`).join(', ')}; the list ignores it.`]),
  ]
}

type Query = NonNullable<Parameters<Client['searchListings']>[0]>
type Page = Awaited<ReturnType<Client['searchListings']>>

/** The most rows that the API returns for one request. */
const mostRows = 200

/**
 * Returns page number `page` of a search with `limit` rows per page, and the number of pages. Skips the earlier rows with the API's cursors, up to 200 rows per
 * request. Throws `api.invalid_field` for an invalid page or limit, and for a page after the last one.
 */
export async function listingPage(
  readPage: (query: Query) => Promise<Page>,
  query: Omit<Query, 'cursor' | 'limit'>,
  { page, limit }: { readonly page: string; readonly limit: string },
): Promise<{ readonly found: Page; readonly pages: number }> {
  const [number, rows] = [wholeOf(page, '--page', 99), wholeOf(limit, '--limit', mostRows)]
  let cursor: { cursor?: string } = {}
  for (let skip = (number - 1) * rows; skip > 0; skip -= mostRows) {
    const { nextCursor, total } = await readPage({ ...query, ...cursor, limit: Math.min(mostRows, skip) })
    if (nextCursor === null) throw refusal('api.invalid_field', { detail: `--page ${page}: the last one is ${pagesOf(total, rows)}` })
    cursor = { cursor: nextCursor }
  }
  const found = await readPage({ ...query, ...cursor, limit: rows })
  return { found, pages: pagesOf(found.total, rows) }
}

function pagesOf(total: number, rows: number): number {
  return Math.max(1, Math.ceil(total / rows))
}

function wholeOf(text: string, option: string, most: number): number {
  const value = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw refusal('api.invalid_field', { detail: `${option} ${text}: 1 to ${most}` })
  return value
}

/** Returns the sort order with the name in `--sort`. Throws `api.invalid_field` for an unknown name. Pure. */
export function sortAsked(text: string): ListingSort {
  const sort = listingSorts.find((known) => known === text)
  if (sort === undefined) throw refusal('api.invalid_field', { detail: `--sort ${text}: ${listingSorts.join(', ')}` })
  return sort
}

type Starts = Awaited<ReturnType<Client['getStarts']>>

/** Prints other starts within a week at which the search finds a cheaper machine, or any machine at all. */
function printStarts(starts: Starts, { json }: { json: Json }): void {
  const rows = starts.items.map(({ startHour, cheaperBps, listing }) => [
    utcText(startHour * 3_600),
    cheaperBps === null ? 'free only then' : `${(cheaperBps / 100).toFixed(1)} % cheaper`,
    listing.name,
    listing.className,
    columnPrice(listing.ask.pricePerGpuSecond),
  ])
  const text = table([['start, UTC', 'why', 'machine', 'GPU', 'PT/GPU-h'], ...rows], { right: [4], width: lineCells() })
  printResult({ json, value: starts, text: rows.length === 0 ? 'No other start within a week is cheaper.' : text })
}

type ListingMap = Awaited<ReturnType<Client['getListingMap']>>

/** Prints the locations of all machines that a search finds, each with the number of machines there and the cheapest one. */
function printLocations(map: ListingMap, { json }: { json: Json }): void {
  const rows = map.spots.map(({ place, count, pricePerGpuSecond, node }) => [place, String(count), columnPrice(pricePerGpuSecond), shortId(node)])
  const said = `${map.total} machines, ${map.unplaced} of them without a location.`
  printResult({ json, value: map, text: `${table([['location', 'machines', 'from PT/GPU-h', 'cheapest'], ...rows], { right: [1, 2] })}\n${said}` })
}
