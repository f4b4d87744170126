import { type Client, everyItem, leasesCsv, refusal } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { lineCells, shortId, table } from '../terminal/texts.ts'
import { columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { leaseStateText } from './leaseStateText.ts'

/**
 * Options of `infinitio ps`. `provider` lists the leases on the wallet's nodes instead of the wallet's own leases, and `shared` the leases that others share
 * with the wallet. `all` includes closed leases, `quiet` prints only the leases' numbers, and `csv` prints CSV.
 */
export type PsOptions = CommonOptions & {
  readonly all: boolean
  readonly provider: boolean
  readonly shared: boolean
  readonly quiet: boolean
  readonly limit: string
  readonly csv: boolean
}

type Lease = Awaited<ReturnType<Client['listLeases']>>['items'][number]

/**
 * Prints the leases of the wallet, newest first: those that it booked or received, and those that it transferred to others. The options select other leases.
 * Amounts are in PToken. CSV with `all` has every lease; `limit` is then the size of one request. Throws `api.invalid_field` if more than one format is chosen.
 */
export async function ps(options: PsOptions): Promise<void> {
  if (options.csv && (options.json || options.quiet)) throw refusal('api.invalid_field', { detail: '--csv does not go with --json or --quiet' })
  const { client } = await signInClient(options)
  const query = {
    role: options.shared ? ('guest' as const) : options.provider ? ('provider' as const) : ('renter' as const),
    limit: Number(options.limit),
    ...(options.all ? {} : { state: 'live' as const }),
  }
  if (options.csv && options.all) return void process.stdout.write(leasesCsv(await allOf(everyItem(client.listLeases, query))))
  const page = await client.listLeases(query)
  if (options.quiet && !options.json) return void process.stdout.write(page.items.map(({ leaseId }) => `${leaseId}\n`).join(''))
  if (options.csv) return void process.stdout.write(leasesCsv(page.items))
  const isOwn = page.items.every(({ role, heldByTransfer }) => role === 'renter' && !heldByTransfer)
  const rows = page.items.map((lease) => [
    lease.leaseId,
    lease.name,
    `${lease.terms.gpus} × ${lease.node.className}`,
    lease.node.name,
    leaseStateText(lease),
    ...(isOwn ? [] : [holdingOf(lease)]),
    new Date(lease.endsAt * 1_000).toISOString().slice(0, 16),
    columnPt(lease.now.spent),
    columnPt(lease.escrow),
  ])
  const head = ['lease', 'name', 'GPUs', 'machine', 'state', ...(isOwn ? [] : ['held']), 'until, UTC', 'spent PT', 'escrow PT']
  const text = table([head, ...rows], { right: [head.length - 3, head.length - 2, head.length - 1], width: lineCells() })
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No leases.' : text })
}

async function allOf(leases: AsyncIterable<Lease>): Promise<Lease[]> {
  const all: Lease[] = []
  for await (const lease of leases) all.push(lease)
  return all
}

function holdingOf({ role, heldByTransfer, holder, terms }: Lease): string {
  switch (role) {
    case 'renter':
      return heldByTransfer ? `by transfer from ${shortId(terms.renter)}` : 'by renting'
    case 'former_renter':
      return `transferred to ${shortId(holder)}`
    case 'user':
      return `by ${shortId(holder)}, shared to use`
    case 'watcher':
      return `by ${shortId(holder)}, shared to watch`
    case 'provider':
      return `by ${shortId(holder)}`
  }
}
