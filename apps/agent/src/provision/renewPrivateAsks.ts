import { address, horizonSeconds, type KnownWindow, plannedWindows } from '@infinitio/domain'
import type { AskWire, ChainWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type Client, signAsk } from '@infinitio/sdk'
import { gpuRulesOf, marginSeconds, renewedAsk } from './decideAsk.ts'
import type { KeyedNode } from './registerFleet.ts'
import { untilAnswered, untilTaken } from './untilAnswered.ts'

const withinMs = 60_000
/** An offer for at least this time was signed for the usual 28 days. Its start may be later than its signature, because of a maintenance. */
const usualSeconds = horizonSeconds - 86_400

/**
 * Signs each open ask for a single renter again that ends within a week, with the same price and terms, for the next 28 days. An ask that its provider signed
 * for a shorter time is not signed again, and neither is an ask that the provider ended, or that ended while the agent was stopped. `client` has a session of the wallet that owns the nodes. Rejects with the API's refusal.
 */
export async function renewPrivateAsks({
  nodes,
  client,
  windows,
  chain,
  logger,
}: {
  nodes: readonly KeyedNode[]
  client: Client
  windows: readonly (KnownWindow & { readonly node: string })[]
  chain: ChainWire
  logger: Logger
}): Promise<void> {
  const provider = await untilAnswered(() => client.getProvider(), { withinMs })
  let nonce = BigInt(provider.nextAskNonce)
  for (const one of nodes) {
    const { privateAsks = [] } = provider.nodes.find(({ node }) => node === one.nodeId) ?? {}
    const maintenance = plannedWindows(windows.filter(({ node }) => node === one.nodeId))
    for (const { orderHash, account } of privateAsks.filter(({ expiry }) => expiry < chain.chainNow + marginSeconds)) {
      const terms = (await untilAnswered(() => client.getOrder(orderHash), { withinMs })).order as AskWire
      if (terms.availableUntil - terms.availableFrom < usualSeconds) continue
      const owner = { nodeId: one.nodeId, provider: one.provider.account.address }
      const renewed = renewedAsk({ ...owner, terms, nonce, maintenance, ...gpuRulesOf(one.node), chain })
      const ask = { ...renewed, privateRenter: address(account) }
      // The order names the ask that it replaces. If the provider ends that ask at this moment, the API refuses the new one.
      const order = { ...(await signAsk(one.provider.account, { ask, chain })), replaces: orderHash }
      const placed = await untilAnswered(() => client.placeOrder(order), { withinMs })
      await untilTaken(client, placed.orderHash)
      nonce += 1n
      logger.info({ nodeId: one.nodeId, account, until: Number(ask.expiry) }, 'renewed the offer to one account')
    }
  }
}
