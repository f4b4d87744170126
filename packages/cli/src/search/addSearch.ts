import { type Client, formatDuration, runsImages } from '@infinitio/sdk'
import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { columnPrice, columnPt } from '../terminal/columnPt.ts'
import { evenDecimals } from '../terminal/evenDecimals.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { advice, type AdviceOptions } from './advice.ts'
import { search, type SearchOptions } from './search.ts'
import { withAdviceFilters, withSearchFilters } from './searchQueryOf.ts'

/** Adds three commands. `search` lists available machines, `advice` suggests ways to run a model on them, and `compare` shows machines side by side. */
export function addSearch(root: Command, { withCommon, run }: Program): void {
  withSearchFilters(
    withCommon(root.command('search [words...]').description('list machines; write a sentence, such as "8 x H100 in Europe for 3 hours"')),
  )
    .option('--for <time>', 'how long you expect to use the machine: 60s, 5min, 2h; sorts by the total for that time, with the notice')
    .option('--sort <order>', 'price, total, fit (best for the model first), value, vram, newest or ready (shortest time until ready first)')
    .option('--starts', 'show starts within a week at which machines are cheaper or free', false)
    .option('--places', 'show locations, with the number of machines and the lowest price', false)
    .option('--wide', 'print whole names and the ids of the machines, as into a pipe or a file', false)
    .option('--limit <count>', 'rows per page, up to 200', '20')
    .option('--page <number>', 'page number', '1')
    .action((words: string[], options: SearchOptions) => run(options, () => search(words, options)))
  withAdviceFilters(
    withCommon(
      root.command('advice <model...>').description('show ways to run a model on free machines: memory, GPUs, highest speed, price and warnings'),
    ),
  )
    .option('--task <task>', 'serve, adapters or full')
    .option('--all', 'show every GPU class that can run the model, not only the best', false)
    .action((words: string[], options: AdviceOptions) => run(options, () => advice(words, options)))
  withCommon(root.command('compare <machine...>').description('compare machines side by side'))
    .option('--gpus <count>', 'number of GPUs for the price')
    .option('--hours <hours>', 'number of hours for the price')
    .action((nodes: string[], options: CompareOptions) => run(options, () => compareNodes(nodes, options)))
}

/** Options of `infinitio compare`. */
type CompareOptions = CommonOptions & { readonly gpus?: string; readonly hours?: string }

type Detail = Awaited<ReturnType<Client['getListing']>>

/** Prints nodes side by side for the same GPUs and hours, whether they can be booked now or not. Throws `node.unknown`. */
async function compareNodes(nodes: readonly string[], options: CompareOptions): Promise<void> {
  const client = openClient(options)
  const { hours, gpus } = options
  const query = { ...(hours === undefined ? {} : { hours: Number(hours) }), ...(gpus === undefined ? {} : { minGpus: Number(gpus) }) }
  const details = await Promise.all(nodes.map((node) => client.getListing({ node, query })))
  const row = (name: string, of: (detail: Detail) => string) => [name, ...evenDecimals(details.map(of))]
  const listed = (of: (listing: NonNullable<Detail['listing']>) => string) => (detail: Detail) => (detail.listing === null ? '–' : of(detail.listing))
  const rows = [
    row('', ({ name, simulated }) => (simulated ? `${name} (simulated)` : name)),
    row('GPU', ({ className }) => className),
    row('region', ({ regionName }) => regionName),
    row('now', ({ listing, gpus, unavailable }) => (listing === null ? (unavailable ?? 'paused') : `${listing.freeGpus} of ${gpus} free`)),
    row(
      'PT/GPU-h',
      listed(({ ask }) => columnPrice(ask.pricePerGpuSecond)),
    ),
    row(
      'total PT',
      listed(({ quote }) => columnPt(quote.total)),
    ),
    row(
      'least PT',
      listed(({ quote }) => columnPt(quote.least)),
    ),
    row(
      'billed after you end it',
      listed(({ ask }) => formatDuration(ask.noticeSeconds)),
    ),
    row(
      'starts',
      listed((listing) => (runsImages(listing) ? 'images' : 'shell only')),
    ),
    row(
      'isolation',
      listed(({ isolation }) => isolation ?? '–'),
    ),
    row(
      'reliability',
      listed(({ reliabilityBps }) => (reliabilityBps === null ? 'not attested' : `${(reliabilityBps / 100).toFixed(1)} %`)),
    ),
    row(
      'VRAM GB',
      listed(({ vramGib }) => String(vramGib)),
    ),
    row(
      'disk GB',
      listed(({ diskGib }) => String(diskGib)),
    ),
  ]
  printResult({ json: options.json, value: { items: details }, text: table(rows, { right: [] }) })
}
