import { cancelOrder, getChain, getProvider, signCancelOrder } from '@infinitio/sdk'
import { waitForAsk } from '#web/features/asks/waitForAsk.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/**
 * Removes a machine's ask from the order book with the wallet's signature, and resolves when the book has removed it. Signs nothing if the machine has no ask.
 * Reads the current ask first, because another tab may have replaced it with another price since the page loaded. Throws the errors of the API and `waitForAsk`.
 */
export async function pauseAsk(signer: Parameters<typeof signCancelOrder>[0], node: string): Promise<void> {
  const provider = await getProvider(browserApi)
  const orderHash = provider.nodes.find((own) => own.node === node)?.askHash ?? null
  if (orderHash !== null) await endAsk(signer, orderHash)
}

/** Removes an ask from the order book with the wallet's signature, and resolves when the book has removed it. Throws the errors of the API and `waitForAsk`. */
export async function endAsk(signer: Parameters<typeof signCancelOrder>[0], orderHash: string): Promise<void> {
  const chain = await getChain(browserApi)
  await cancelOrder(browserApi, { orderHash, cancel: await signCancelOrder(signer, { orderHash, chain }) })
  await waitForAsk(orderHash, 'cancelled')
}
