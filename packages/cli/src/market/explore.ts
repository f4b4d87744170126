import { refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { facts, lineCells, shortId, table, utcText } from '../terminal/texts.ts'
import { columnPrice, columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'

/** Options of the lists of `infinitio explore`. */
export type ListPublicOptions = CommonOptions & { readonly limit: string; readonly after?: string }

/** Prints registered nodes, available or not. */
export async function listNodes(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listNetworkNodes(queryOf(options))
  printPage(options, page, {
    heading: ['machine', 'id', 'class', 'region', 'GPUs', 'rented', 'state'],
    rowOf: (item) => [
      item.simulated ? `${item.name} (simulated)` : item.name,
      shortId(item.node),
      item.className,
      item.regionName,
      String(item.gpus),
      String(item.rentedGpus),
      item.state,
    ],
    right: [1, 4, 5],
  })
}

/** Prints leases with their public chain data, newest first. */
export async function listPublicLeases(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listPublicLeases(queryOf(options))
  printPage(options, page, {
    heading: ['lease', 'state', 'GPUs', 'node', 'PT/GPU-h', 'paid PT', 'from, UTC'],
    rowOf: (item) => [
      item.leaseId,
      item.final ? item.state : `${item.state} (not final)`,
      `${item.gpus} × ${item.className}`,
      item.simulated ? `${item.nodeName} (simulated)` : item.nodeName,
      columnPrice(item.pricePerGpuSecond),
      columnPt(item.pay),
      utcText(item.startAt),
    ],
    right: [4, 5],
  })
}

/** Prints the blocks that the market has read, newest first. */
export async function listBlocks(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listBlocks(queryOf(options))
  printPage(options, page, {
    heading: ['block', 'time, UTC', 'final', 'transactions', 'events', 'hash'],
    rowOf: (item) => [
      String(item.number),
      utcText(item.at),
      item.final ? 'yes' : 'no',
      String(item.transactions),
      String(item.events),
      shortId(item.hash),
    ],
    right: [0, 3, 4],
  })
}

/** Prints transactions with events of the market's contracts, newest first. */
export async function listTransactions(options: ListPublicOptions): Promise<void> {
  const page = await openClient(options).listTransactions(queryOf(options))
  printPage(options, page, {
    heading: ['block', 'time, UTC', 'final', 'events and transaction'],
    rowOf: (item) => [
      String(item.blockNumber),
      utcText(item.at),
      item.final ? 'yes' : 'no',
      [...new Set(item.logs.map(({ name }) => name))].join(', '),
    ],
    right: [0],
    // Print the whole hash below the line. It does not fit into the line, but `explore transaction` needs all of it.
    below: ({ hash }) => hash,
  })
}

function queryOf({ limit, after }: ListPublicOptions): { limit: number; cursor?: string } {
  return { limit: Number(limit), ...(after === undefined ? {} : { cursor: after }) }
}

function printPage<Item>(
  { json }: ListPublicOptions,
  page: { readonly items: readonly Item[]; readonly nextCursor: string | null },
  { heading, rowOf, right, below }: { heading: string[]; rowOf: (item: Item) => string[]; right: number[]; below?: (item: Item) => string },
): void {
  const [head = '', ...lines] = table([heading, ...page.items.map(rowOf)], { right, width: lineCells() }).split('\n')
  const whole = page.items.map((item, at) => (below === undefined ? (lines[at] ?? '') : `${lines[at]}\n  ${below(item)}`))
  const rows = page.items.length === 0 ? 'Nothing yet.' : [head, ...whole].join('\n')
  const more = page.nextCursor === null ? '' : `\nMore with --after ${page.nextCursor}`
  printResult({ json, value: page, text: `${rows}${more}` })
}

/** Prints a lease with its public chain data. */
export async function showPublicLease(leaseId: string, options: CommonOptions): Promise<void> {
  print(options, await openClient(options).getPublicLease(leaseId))
}

/** Prints an account's balances in the market's contracts. Throws `api.bad_address`. */
export async function showPublicAccount(account: string, options: CommonOptions): Promise<void> {
  const address = parseAddress(account)
  if (address === null) throw refusal('api.bad_address', { detail: account })
  print(options, await openClient(options).getPublicAccount(address.toLowerCase()))
}

/** Prints a block with its events of the market's contracts. */
export async function showBlock(number: string, options: CommonOptions): Promise<void> {
  print(options, await openClient(options).getBlock(number))
}

/** Prints a transaction with its decoded events. */
export async function showTransaction(hash: string, options: CommonOptions): Promise<void> {
  const { logs, ...found } = await openClient(options).getTransaction(hash)
  const events = logs.map(({ name, args }) => `${name} ${JSON.stringify(args)}`)
  printResult({ json: options.json, value: { ...found, logs }, text: [facts(found), ...events].join('\n') })
}

function print({ json }: CommonOptions, value: object): void {
  printResult({ json, value, text: facts({ ...value }) })
}

/** Prints the numbers of registered, simulated and leased nodes and GPUs: by region and in total. */
export async function showNetwork(options: CommonOptions): Promise<void> {
  const network = await openClient(options).getNetwork()
  const rowOf = (name: string, area: typeof network.world) =>
    [name, area.nodes, area.simulatedNodes, area.gpus, area.rentedGpus, area.providers].map(String)
  const rows = [...network.regions.map((region) => rowOf(region.regionName, region)), rowOf('all', network.world)]
  const text = table([['region', 'nodes', 'of them simulated', 'GPUs', 'rented', 'providers'], ...rows], { right: [1, 2, 3, 4, 5] })
  printResult({ json: options.json, value: network, text })
}

/** Finds what a text in the explorer means (an address, a hash or a number), and prints its kind and data. */
export async function findAnything(what: string, options: CommonOptions): Promise<void> {
  const hits = await openClient(options).searchExplorer(what)
  const text =
    hits.items.length === 0 ? 'Nothing is known by this.' : table([['what', 'id'], ...hits.items.map(({ kind, id }) => [kind, id])], { right: [] })
  printResult({ json: options.json, value: hits, text })
}
