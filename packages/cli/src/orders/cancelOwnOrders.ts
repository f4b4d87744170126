import { signCancelOrder } from '@infinitio/sdk'
import { carryMessage } from '../context/carryMessage.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio orders cancel-all` takes. */
export type CancelAllOptions = CommonOptions & { readonly side?: 'asks' | 'bids' }

/** What `infinitio orders cancel` takes. `onChain` voids its nonce by the contract, which binds everybody. */
export type CancelOrderOptions = CommonOptions & { readonly onChain: boolean }

/** Takes one order out of the book, or voids it on the chain and waits until it is. */
export async function cancelOwnOrder(orderHash: string, options: CancelOrderOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
  if (options.onChain) {
    const { kind, order } = await client.getOrder(orderHash)
    const { relayId } = await carryMessage(client, wallet, () => ({ kind: kind === 'bid' ? 'cancelBid' : 'cancelAsk', nonce: BigInt(order.nonce) }))
    return printResult({ json: options.json, value: { orderHash, relayId }, text: `${orderHash} is void on the chain.` })
  }
  const cancel = await signCancelOrder(wallet, { orderHash, chain: await client.getChain() })
  const accepted = await client.cancelOrder({ orderHash, cancel })
  printResult({ json: options.json, value: accepted, text: `The end of ${orderHash} was accepted.` })
}

/** Takes all open orders of the wallet out, or those of one side. */
export async function cancelAllOwnOrders(options: CancelAllOptions): Promise<void> {
  const { client } = await signInClient(options)
  const accepted = await client.cancelAllOrders(options.side === undefined ? {} : { side: options.side })
  printResult({ json: options.json, value: accepted, text: `The end of all open ${options.side ?? 'orders'} was accepted.` })
}
