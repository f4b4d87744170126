import { type Client, formatDuration, formatPt, runsImages } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio compare`. */
export type CompareOptions = CommonOptions & { readonly gpus?: string; readonly hours?: string }

type Detail = Awaited<ReturnType<Client['getListing']>>

/** Prints nodes side by side for the same GPUs and hours, whether they can be booked now or not. Throws `node.unknown`. */
export async function compareNodes(nodes: readonly string[], options: CompareOptions): Promise<void> {
  const client = openClient(options)
  const { hours, gpus } = options
  const query = { ...(hours === undefined ? {} : { hours: Number(hours) }), ...(gpus === undefined ? {} : { minGpus: Number(gpus) }) }
  const details = await Promise.all(nodes.map((node) => client.getListing({ node, query })))
  const row = (name: string, of: (detail: Detail) => string) => [name, ...details.map(of)]
  const listed = (of: (listing: NonNullable<Detail['listing']>) => string) => (detail: Detail) => (detail.listing === null ? '–' : of(detail.listing))
  const rows = [
    row('', ({ name, simulated }) => (simulated ? `${name} (simulated)` : name)),
    row('GPU', ({ className }) => className),
    row('region', ({ regionName }) => regionName),
    row('now', ({ listing, gpus, unavailable }) => (listing === null ? (unavailable ?? 'paused') : `${listing.freeGpus} of ${gpus} free`)),
    row(
      'PT/GPU-h',
      listed(({ ask }) => formatPt(BigInt(ask.pricePerGpuSecond) * 3_600n, { digits: 4 })),
    ),
    row(
      'total PT',
      listed(({ quote }) => formatPt(BigInt(quote.total), { digits: 4 })),
    ),
    row(
      'least PT',
      listed(({ quote }) => formatPt(BigInt(quote.least), { digits: 4 })),
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
      'VRAM GiB',
      listed(({ vramGib }) => String(vramGib)),
    ),
    row(
      'disk GiB',
      listed(({ diskGib }) => String(diskGib)),
    ),
  ]
  printResult({ json: options.json, value: { items: details }, text: table(rows, { right: [] }) })
}
