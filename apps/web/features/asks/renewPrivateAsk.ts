import type { AskWire } from '@infinitio/domain/wire'
import { getChain, getOrder, getProvider, placeOrder, signAsk } from '@infinitio/sdk'
import { renewedPrivateAsk } from '#web/features/asks/askTermsOf.ts'
import { waitForAsk } from '#web/features/asks/waitForAsk.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { ProviderNode } from '#web/parts/provider/providerQuery.ts'

/** An open ask of a machine that only one account may match. */
type PrivateAsk = ProviderNode['privateAsks'][number]

/**
 * Signs a machine's offer to one account again with the wallet, at the same price and terms, for the next 28 days. The new offer replaces the old one. Throws
 * the errors of the API and `waitForAsk`; the API refuses it if the old offer is no longer open.
 */
export async function renewPrivateAsk(
  signer: Parameters<typeof signAsk>[0],
  { node, offer: { orderHash } }: { readonly node: ProviderNode; readonly offer: PrivateAsk },
): Promise<void> {
  const [chain, { nextAskNonce }, { order }] = await Promise.all([getChain(browserApi), getProvider(browserApi), getOrder(browserApi, orderHash)])
  const parts = { node, terms: order as AskWire, nonce: BigInt(nextAskNonce), provider: signer.address, chain }
  const signed = await signAsk(signer, { ask: renewedPrivateAsk(parts), chain })
  const placed = await placeOrder(browserApi, { ...signed, replaces: orderHash })
  await waitForAsk(placed.orderHash, 'open')
}
