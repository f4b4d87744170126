import { type Client, formatPt } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { leaseStateText } from './leaseStateText.ts'

/** What `infinitio ps` takes. `provider` lists the leases on own nodes, `shared` those that are shared with the wallet, `all` closed ones too, `quiet` their numbers alone. */
export type PsOptions = CommonOptions & {
  readonly all: boolean
  readonly provider: boolean
  readonly shared: boolean
  readonly quiet: boolean
  readonly limit: string
}

type Lease = Awaited<ReturnType<Client['listLeases']>>['items'][number]

/** Prints the leases of the wallet, newest first: booked by it, given to it on the chain, or given away by it. PToken. */
export async function ps(options: PsOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listLeases({
    role: options.shared ? 'guest' : options.provider ? 'provider' : 'renter',
    limit: Number(options.limit),
    ...(options.all ? {} : { state: 'live' as const }),
  })
  if (options.quiet && !options.json) return void process.stdout.write(page.items.map(({ leaseId }) => `${leaseId}\n`).join(''))
  const rows = page.items.map((lease) => [
    lease.leaseId,
    lease.name,
    `${lease.terms.gpus} × ${lease.node.className}`,
    lease.node.name,
    leaseStateText(lease),
    holdingOf(lease),
    new Date(lease.endsAt * 1_000).toISOString().slice(0, 16),
    formatPt(BigInt(lease.now.spent), { digits: 4 }),
    formatPt(BigInt(lease.escrow), { digits: 4 }),
  ])
  const text = table([['lease', 'name', 'GPUs', 'node', 'state', 'held', 'until, UTC', 'spent PT', 'escrow PT'], ...rows], { right: [7, 8] })
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No leases.' : text })
}

function holdingOf({ role, heldByTransfer, holder, terms }: Lease): string {
  switch (role) {
    case 'renter':
      return heldByTransfer ? `by transfer from ${terms.renter}` : 'by renting'
    case 'former_renter':
      return `transferred to ${holder}`
    case 'user':
      return `by ${holder}, shared to use`
    case 'watcher':
      return `by ${holder}, shared to watch`
    case 'provider':
      return `by ${holder}`
  }
}
