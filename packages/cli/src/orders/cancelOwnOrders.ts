import { signCancelOrder } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from '../settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio orders cancel-all` takes. */
export type CancelAllOptions = CommonOptions & { readonly side?: 'asks' | 'bids' }

/** Takes one order out of the book. */
export async function cancelOwnOrder(orderHash: string, options: CommonOptions): Promise<void> {
  const { client, wallet } = await signInClient(options)
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
