import { type Client, verifyReceipt } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { facts } from '../terminal/facts.ts'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

type Order = Awaited<ReturnType<Client['getOrder']>>

/** Prints an order of the wallet: how far it is, what it met, what runs there, and whether the market's signed receipts of it are good. */
export async function showOwnOrder(orderHash: string, options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const [order, { items }, { receiptKey }] = await Promise.all([client.getOrder(orderHash), client.listReceipts(orderHash), client.getChain()])
  const receipts = await Promise.all(items.map(async (receipt) => ({ receipt, isGood: await verifyReceipt({ receipt, receiptKey }) })))
  const workload = 'workloadHash' in order.order ? await client.getWorkload(order.order.workloadHash) : null
  printResult({ json: options.json, value: { order, receipts, workload }, text: textOf(order, receipts, workload) })
}

function textOf(
  { order, phases, matches, ...rest }: Order,
  receipts: { receipt: { kind: string; journalSeq: string }; isGood: boolean }[],
  workload: unknown,
): string {
  const steps = phases.map(({ phase, state, code }) => [phase, state, code ?? ''])
  const met = matches.map(({ node, gpus, state, leaseId }) => [node, String(gpus), state, leaseId ?? ''])
  return [
    facts({ ...rest, order, ...(workload === null ? {} : { workload }) }),
    ...(steps.length === 0 ? [] : [table([['phase', 'state', 'code'], ...steps], { right: [] })]),
    ...(met.length === 0 ? [] : [table([['node', 'GPUs', 'state', 'lease'], ...met], { right: [1] })]),
    ...receipts.map(
      ({ receipt, isGood }) => `Receipt of the ${receipt.kind} after row ${receipt.journalSeq}: ${isGood ? 'good' : 'NOT SIGNED BY THE MARKET'}`,
    ),
  ].join('\n')
}

/** Prints where each standing bid of the wallet is in its queue. */
export async function listPlaces(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const found = await client.getOrderPlaces()
  const rows = found.places.map((one) => [one.orderHash, ...[one.fundedGpus, one.ordersBefore, one.gpusBefore, one.placeAtPrice].map(String)])
  const heading = ['order', 'GPUs covered', 'orders before', 'GPUs before', 'place at its price']
  printResult({ json: options.json, value: found, text: rows.length === 0 ? 'No bid waits.' : table([heading, ...rows], { right: [1, 2, 3, 4] }) })
}
