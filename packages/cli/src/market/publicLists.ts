import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'
import { utcText } from '../terminal/utcText.ts'

/** What the lists of `infinitio explore` take. */
export type ListPublicOptions = CommonOptions & { readonly limit: string; readonly after?: string }

/** Prints registered nodes, whether they can be booked or not. */
export async function listNodes(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listNetworkNodes(queryOf(options))
  printPage(options, page, {
    heading: ['node', 'name', 'class', 'region', 'GPUs', 'rented', 'state'],
    rowOf: (item) => [
      item.node,
      item.simulated ? `${item.name} (simulated)` : item.name,
      item.className,
      item.regionName,
      String(item.gpus),
      String(item.rentedGpus),
      item.state,
    ],
    right: [4, 5],
  })
}

/** Prints leases as the chain tells them to anybody, newest first. */
export async function listPublicLeases(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listPublicLeases(queryOf(options))
  printPage(options, page, {
    heading: ['lease', 'state', 'GPUs', 'node', 'PT/GPU-h', 'paid PT', 'from, UTC'],
    rowOf: (item) => [
      item.leaseId,
      item.final ? item.state : `${item.state} (not final)`,
      `${item.gpus} × ${item.className}`,
      item.simulated ? `${item.nodeName} (simulated)` : item.nodeName,
      formatPt(BigInt(item.pricePerGpuSecond) * 3_600n, { digits: 4 }),
      formatPt(BigInt(item.pay), { digits: 4 }),
      utcText(item.startAt),
    ],
    right: [4, 5],
  })
}

/** Prints the blocks that were read, newest first. */
export async function listBlocks(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listBlocks(queryOf(options))
  printPage(options, page, {
    heading: ['block', 'time, UTC', 'final', 'transactions', 'events', 'hash'],
    rowOf: (item) => [String(item.number), utcText(item.at), item.final ? 'yes' : 'no', String(item.transactions), String(item.events), item.hash],
    right: [0, 3, 4],
  })
}

/** Prints transactions with events of our contracts, newest first. */
export async function listTransactions(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listTransactions(queryOf(options))
  printPage(options, page, {
    heading: ['block', 'time, UTC', 'final', 'events', 'transaction'],
    rowOf: (item) => [
      String(item.blockNumber),
      utcText(item.at),
      item.final ? 'yes' : 'no',
      [...new Set(item.logs.map(({ name }) => name))].join(', '),
      item.hash,
    ],
    right: [0],
  })
}

function queryOf({ limit, after }: ListPublicOptions): { limit: number; cursor?: string } {
  return { limit: Number(limit), ...(after === undefined ? {} : { cursor: after }) }
}

function printPage<Item>(
  { json }: ListPublicOptions,
  page: { readonly items: readonly Item[]; readonly nextCursor: string | null },
  { heading, rowOf, right }: { heading: string[]; rowOf: (item: Item) => string[]; right: number[] },
): void {
  const rows = page.items.length === 0 ? 'Nothing yet.' : table([heading, ...page.items.map(rowOf)], { right })
  const more = page.nextCursor === null ? '' : `\nMore with --after ${page.nextCursor}`
  printResult({ json, value: page, text: `${rows}${more}` })
}
