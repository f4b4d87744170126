import { type Client, refusal, signCancelOrder, signChangedOrder, verifyReceipt } from '@infinitio/sdk'
import { sendMessage } from '../context/sendRelay.ts'
import { type CommonOptions, nextBidNonce, signInClient } from '../context/settings.ts'
import { facts, lineCells, shortId, table } from '../terminal/texts.ts'
import { columnPrice } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { pricePerSecond, unixSecondsOf } from '../terminal/typedValues.ts'

type Order = Awaited<ReturnType<Client['getOrder']>>

/**
 * Prints an order of the wallet: its progress, its matches, its leases, and whether the market's signed receipts are
 * valid.
 */
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
  const met = matches.map(({ node, gpus, state, leaseId }) => [shortId(node), String(gpus), state, leaseId ?? ''])
  return [
    facts({ ...rest, order, ...(workload === null ? {} : { workload }) }),
    ...(steps.length === 0 ? [] : [table([['phase', 'state', 'code'], ...steps], { right: [] })]),
    ...(met.length === 0 ? [] : [table([['machine', 'GPUs', 'state', 'lease'], ...met], { right: [1] })]),
    ...receipts.map(
      ({ receipt, isGood }) => `Receipt of the ${receipt.kind} after row ${receipt.journalSeq}: ${isGood ? 'good' : 'NOT SIGNED BY THE MARKET'}`,
    ),
  ].join('\n')
}

/** Prints the queue position of each resting bid of the wallet. */
export async function listQueuePositions(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const found = await client.getOrderPlaces()
  const rows = found.places.map((one) => [
    shortId(one.orderHash),
    ...[one.fundedGpus, one.ordersBefore, one.gpusBefore, one.placeAtPrice].map(String),
    one.pausedUntil === null ? '' : new Date(one.pausedUntil * 1_000).toISOString(),
  ])
  const heading = ['order', 'GPUs covered', 'orders before', 'GPUs before', 'place at its price', 'paused until']
  printResult({ json: options.json, value: found, text: rows.length === 0 ? 'No bid waits.' : table([heading, ...rows], { right: [1, 2, 3, 4] }) })
}

/** Options of `infinitio orders ls`. */
export type ListOrdersOptions = CommonOptions & { readonly limit: string }

type ListedOrder = Awaited<ReturnType<Client['listOrders']>>['items'][number]

/** Prints the wallet's orders, newest first, with the matched and open parts of each bid. */
export async function listOwnOrders(options: ListOrdersOptions): Promise<void> {
  const { client } = await signInClient(options)
  const page = await client.listOrders({ limit: Number(options.limit) })
  const rows = page.items.map((order) => [
    shortId(order.orderHash),
    order.kind,
    stateOf(order),
    order.kind === 'bid' ? `${order.gpusFilled} + ${order.gpusToGo} to go` : '',
    columnPrice(priceOf(order)),
    order.matches.flatMap(({ leaseId }) => leaseId ?? []).join(', '),
  ])
  const text = table([['order', 'kind', 'state', 'GPUs', 'PT/GPU-h', 'leases'], ...rows], { right: [0, 4], width: lineCells() })
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No orders.' : text })
}

function stateOf({ state, code, leftReason }: ListedOrder): string {
  const why = code ?? leftReason
  return why === null ? state : `${state} (${why})`
}

function priceOf({ order }: ListedOrder): bigint {
  return BigInt('maxPricePerGpuSecond' in order ? order.maxPricePerGpuSecond : order.pricePerGpuSecond)
}

/** Options of `infinitio orders cancel-all`. */
export type CancelAllOptions = CommonOptions & { readonly side?: 'asks' | 'bids' }

/** Options of `infinitio orders cancel`. `onChain` voids the order's nonce in the contract, so that no executor can settle the order any longer. */
export type CancelOrderOptions = CommonOptions & { readonly onChain: boolean }

/** Cancels one order in the order book, or voids it on the chain and waits for the result. */
export async function cancelOwnOrder(orderHash: string, options: CancelOrderOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  if (options.onChain) {
    const { kind, order } = await client.getOrder(orderHash)
    const { relayId } = await sendMessage(client, wallet, () => ({ kind: kind === 'bid' ? 'cancelBid' : 'cancelAsk', nonce: BigInt(order.nonce) }))
    return printResult({ json: options.json, value: { orderHash, relayId }, text: `${orderHash} is void on the chain.` })
  }
  const cancel = await signCancelOrder(wallet, { orderHash, chain: await client.getChain() })
  const accepted = await client.cancelOrder({ orderHash, cancel })
  printResult({ json: options.json, value: accepted, text: `The end of ${orderHash} was accepted.` })
}

/** Cancels all open orders of the wallet, or only its bids or only its asks. */
export async function cancelAllOwnOrders(options: CancelAllOptions): Promise<void> {
  const { client } = await signInClient(options)
  const accepted = await client.cancelAllOrders(options.side === undefined ? {} : { side: options.side })
  printResult({ json: options.json, value: accepted, text: `The end of all open ${options.side ?? 'orders'} was accepted.` })
}

/**
 * Options of `infinitio orders edit`: a new price in PT per GPU-hour, a new GPU count of a bid, a new end, and
 * whether leases of an ask may be transferred.
 */
export type EditOrderOptions = CommonOptions & {
  readonly price?: string
  readonly gpus?: string
  readonly expires?: string
  readonly transferable?: boolean
}

/**
 * Replaces an open order with a changed one, using one signature, and prints the new order's hash. The new order keeps the queue position if it has the same
 * price and asks for no more than the old one. Throws `order.not_open` if the old order is no longer open, so nothing is bought twice. Throws
 * `api.invalid_field` if no option changes anything, or if an option does not fit the kind of order: a GPU count is for bids, transferable leases are for asks.
 */
export async function editOwnOrder(orderHash: string, options: EditOrderOptions): Promise<void> {
  const change = {
    ...(options.price === undefined ? {} : { pricePerGpuSecond: BigInt(pricePerSecond(options.price, '--price')) }),
    ...(options.gpus === undefined ? {} : { gpus: gpusOf(options.gpus) }),
    ...(options.transferable === undefined ? {} : { transferable: options.transferable }),
    ...(options.expires === undefined ? {} : { expiry: unixSecondsOf(options.expires, '--expires') }),
  }
  if (Object.keys(change).length === 0)
    throw refusal('api.invalid_field', { detail: '--price, --gpus, --expires or --transferable: nothing is to change' })
  const signedIn = await signInClient(options)
  const { client, wallet } = signedIn
  const [order, chain] = await Promise.all([client.getOrder(orderHash), client.getChain()])
  if (order.kind === 'ask' && change.gpus !== undefined) throw refusal('api.invalid_field', { detail: '--gpus is of bids: infinitio orders ask' })
  if (order.kind === 'bid' && change.transferable !== undefined) throw refusal('api.invalid_field', { detail: '--transferable is of asks' })
  const nonce = order.kind === 'ask' ? BigInt((await client.getProvider()).nextAskNonce) : await nextBidNonce(signedIn)
  const signed = await signChangedOrder(wallet, { order, change, nonce, chain })
  const accepted = await client.replaceOrder({ order: signed, replaces: orderHash })
  printResult({ json: options.json, value: { ...accepted, replaces: orderHash }, text: accepted.orderHash })
}

function gpusOf(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw refusal('api.invalid_field', { detail: `--gpus ${text}` })
  return Number(text)
}
