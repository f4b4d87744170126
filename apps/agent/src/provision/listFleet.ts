import { type KnownWindow, plannedWindows } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type Client, signAsk } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { askFor, decideAsk, gpuRulesOf } from './decideAsk.ts'
import { knownAsks } from './knownAsks.ts'
import type { KeyedNode } from './registerFleet.ts'
import { renewPrivateAsks } from './renewPrivateAsks.ts'
import { untilAnswered, untilTaken } from './untilAnswered.ts'

const withinMs = 60_000

/** A planned or cancelled maintenance of a node. */
type NodeWindow = KnownWindow & { readonly node: string }

/**
 * Lists the nodes of one provider. Posts a first ask for a node without one, and renews an expiring ask at the price that the provider signed last. A paused
 * node stays paused. Renews asks of real machines for single renters too. Rejects with the API's refusal. `client` calls the API without a session.
 */
export async function listFleet({
  nodes,
  client,
  windows,
  chain,
  logger,
}: {
  nodes: readonly KeyedNode[]
  client: Client
  windows: readonly NodeWindow[]
  chain: ChainWire
  logger: Logger
}): Promise<void> {
  const [first] = nodes
  if (first === undefined) return
  const session = await untilAnswered(() => client.signIn({ signer: first.provider.account, as: 'token' }), { withinMs })
  const signedIn = client.withToken(session.token ?? '')
  try {
    await postAsks({ nodes, provider: first.provider.account, client: signedIn, windows, chain, logger })
    const real = nodes.filter(({ node }) => !node.profile.simulated)
    if (real.length > 0) await renewPrivateAsks({ nodes: real, client: signedIn, windows, chain, logger })
  } finally {
    await signedIn.closeSession()
  }
}

async function postAsks({
  nodes,
  provider,
  client,
  windows,
  chain,
  logger,
}: {
  nodes: readonly KeyedNode[]
  provider: PrivateKeyAccount
  client: Client
  windows: readonly NodeWindow[]
  chain: ChainWire
  logger: Logger
}): Promise<void> {
  const asks = await knownAsks({ client, nodeIds: new Set(nodes.map((one) => one.nodeId)), withinMs })
  const windowsOf = ({ nodeId }: KeyedNode): NodeWindow[] => windows.filter(({ node }) => node === nodeId)
  const wanted = nodes.flatMap((one) => {
    const own = asks.filter((ask) => ask.order.node === one.nodeId)
    const decision = decideAsk({ asks: own, nowSeconds: chain.chainNow, feeBps: chain.feeBps, windows: windowsOf(one), ...gpuRulesOf(one.node) })
    if (decision.kind === 'keep') {
      if (decision.why === 'paused') logger.info({ nodeId: one.nodeId, name: one.node.profile.name }, 'the provider paused this machine')
      return []
    }
    return [{ one, terms: decision.kind === 'renew' ? decision.terms : null }]
  })
  if (wanted.length === 0) return
  let nonce = BigInt((await untilAnswered(() => client.getProvider(), { withinMs })).nextAskNonce)
  const placed: string[] = []
  for (const { one, terms } of wanted) {
    const { node, nodeId } = one
    const maintenance = plannedWindows(windowsOf(one))
    const ask = askFor({ node, nodeId, provider: provider.address, terms, nonce, maintenance, ...gpuRulesOf(node), chain })
    const order = await signAsk(provider, { ask, chain })
    const { orderHash } = await untilAnswered(() => client.placeOrder(order), { withinMs })
    placed.push(orderHash)
    nonce += 1n
  }
  for (const orderHash of placed) await untilTaken(client, orderHash)
  logger.info({ provider: provider.address, asks: wanted.length }, 'listed the machines')
}
