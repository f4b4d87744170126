import type { AskWire, ChainWire, OrderPageWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type Client, signAsk } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { askFor } from './askFor.ts'
import { type KnownAsk, decideAsk } from './decideAsk.ts'
import type { KeyedNode } from './registerFleet.ts'
import { untilAnswered } from './untilAnswered.ts'
import { untilTaken } from './untilTaken.ts'

const withinMs = 60_000
const pageSize = 100
const mostPages = 100

/**
 * Lists the nodes of one provider: posts a first ask where there was none and renews one that runs out, at the price the provider
 * signed last. A paused node stays paused. Rejects with the API's refusal. `client` is the API without a session.
 */
export async function listFleet({
  nodes,
  client,
  chain,
  logger,
}: {
  nodes: readonly KeyedNode[]
  client: Client
  chain: ChainWire
  logger: Logger
}): Promise<void> {
  const [first] = nodes
  if (first === undefined) return
  const session = await untilAnswered(() => client.signIn({ signer: first.provider.account, as: 'token' }), { withinMs })
  const signedIn = client.withToken(session.token ?? '')
  try {
    await postAsks({ nodes, provider: first.provider.account, client: signedIn, chain, logger })
  } finally {
    await signedIn.closeSession()
  }
}

async function postAsks({
  nodes,
  provider,
  client,
  chain,
  logger,
}: {
  nodes: readonly KeyedNode[]
  provider: PrivateKeyAccount
  client: Client
  chain: ChainWire
  logger: Logger
}): Promise<void> {
  const asks = await knownAsks({ client, nodeIds: new Set(nodes.map((one) => one.nodeId)) })
  const wanted = nodes.flatMap((one) => {
    const decision = decideAsk({ asks: asks.filter((ask) => ask.order.node === one.nodeId), nowSeconds: chain.chainNow })
    if (decision.kind === 'keep') {
      if (decision.why === 'paused') logger.info({ nodeId: one.nodeId, name: one.node.profile.name }, 'the provider paused this node')
      return []
    }
    return [{ one, terms: decision.kind === 'renew' ? decision.terms : null }]
  })
  if (wanted.length === 0) return
  let nonce = BigInt((await untilAnswered(() => client.getProvider(), { withinMs })).nextAskNonce)
  const placed: string[] = []
  for (const { one, terms } of wanted) {
    const { node, nodeId } = one
    const order = await signAsk(provider, { ask: askFor({ node, nodeId, provider: provider.address, terms, nonce, chain }), chain })
    const { orderHash } = await untilAnswered(() => client.placeOrder(order), { withinMs })
    placed.push(orderHash)
    nonce += 1n
  }
  for (const orderHash of placed) await untilTaken(client, orderHash)
  logger.info({ provider: provider.address, asks: wanted.length }, 'listed nodes')
}

/**
 * The asks of an account back to the newest of each of these nodes, newest first. Rejects when the account has so many orders that
 * a node's could be hidden behind them: taking it for one that was never listed would overwrite the provider's price.
 */
async function knownAsks({ client, nodeIds }: { client: Client; nodeIds: ReadonlySet<string> }): Promise<KnownAsk[]> {
  const asks: KnownAsk[] = []
  const missing = new Set(nodeIds)
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const from: string | null = cursor
    const answer: OrderPageWire = await untilAnswered(() => client.listOrders({ limit: pageSize, ...(from === null ? {} : { cursor: from }) }), {
      withinMs,
    })
    for (const item of answer.items) {
      if (item.kind !== 'ask') continue
      asks.push({ state: item.state, order: item.order as AskWire })
      if (item.state !== 'rejected' && item.node !== null) missing.delete(item.node)
    }
    cursor = answer.nextCursor
    if (cursor === null || missing.size === 0) return asks
  }
  throw new Error(`the provider has more than ${mostPages * pageSize} orders since it last listed ${[...missing].join(', ')}`)
}
