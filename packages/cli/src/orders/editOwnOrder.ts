import { refusal, signChangedOrder } from '@infinitio/sdk'
import { type CommonOptions, nextBidNonce, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { unixSecondsOf } from '../terminal/unixSecondsOf.ts'
import { pricePerSecond } from './pricePerSecond.ts'

/** What `infinitio orders edit` takes: another price in PT per GPU-hour, other GPUs of a bid, another end, and of an ask whether leases may be given away. */
export type EditOrderOptions = CommonOptions & {
  readonly price?: string
  readonly gpus?: string
  readonly expires?: string
  readonly transferable?: boolean
}

/**
 * Puts a changed order in the place of an open one, by one signature, and prints its hash. Asking for the same or less at the same price keeps the place in time. Throws
 * `order.not_open` when the old one is not open any more: nothing is bought twice.
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
