import { unixSeconds, zeroAddress } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type Client, isAskNonceCancelled, isMandateSigned, refusal, signAsk, type SignedMandate } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { FleetNode } from '../fleet/fleetNode.ts'
import { askFor } from './askFor.ts'
import { decideMandatedAsk } from './decideMandatedAsk.ts'
import { type MandateFault, mandateFault } from './mandateFault.ts'
import { listedForSeconds } from './renewedAsk.ts'
import { untilAnswered } from './untilAnswered.ts'
import { untilTaken } from './untilTaken.ts'

const withinMs = 60_000

/** A node that its own key lists: `account` is that key's. */
export type MandatedNode = { readonly node: FleetNode; readonly nodeId: string; readonly account: PrivateKeyAccount; readonly signed: SignedMandate }

/**
 * Keeps a node listed by its own key, under the mandate of its wallet: posts the first ask, renews one that runs out and posts anew what ran out, at the price of the newest public ask. A
 * paused node stays paused. Throws the code of what is wrong with the mandate, and the API's refusal. Resolves with whether it is paused, and with why its ask could not be signed
 * again. `client` has the node's session.
 */
export async function listUnderMandate({
  mandated,
  client,
  chain,
  rpcUrl,
  logger,
}: {
  mandated: MandatedNode
  client: Client
  chain: ChainWire
  rpcUrl: string
  logger: Logger
}): Promise<{ isPaused: boolean; fault: MandateFault | null }> {
  const { node, nodeId, account, signed } = mandated
  const { mandate } = signed
  const nonce = BigInt(mandate.nonce)
  const [isSigned, isCancelled, { asks, chainNow: nowSeconds }] = await Promise.all([
    isMandateSigned(signed, { chain }),
    isAskNonceCancelled({ rpcUrl, addresses: chain.addresses, provider: mandate.provider, nonce }),
    untilAnswered(() => client.getNodeAsks(), { withinMs }),
  ])
  const fault = mandateFault(mandate, { nodeId, isSigned, isCancelled, nowSeconds })
  if (fault !== null) throw refusal(fault.code, fault)
  const newest = asks.find((ask) => ask.node === nodeId)
  const decision = decideMandatedAsk({
    newest: newest === undefined ? null : { askHash: newest.askHash, state: newest.state, order: newest.ask },
    first: { ...node.ask, pricePerGpuSecond: node.ask.pricePerGpuSecond.toString(), privateRenter: zeroAddress },
    ...{ mandate, nowSeconds, listedForSeconds },
  })
  switch (decision.kind) {
    case 'keep':
      if (decision.why === 'paused') logger.info({ nodeId, name: node.profile.name }, 'the provider paused this node')
      return { isPaused: decision.why === 'paused', fault: decision.fault }
    case 'fault':
      throw refusal(decision.fault.code, decision.fault)
    case 'post': {
      const { terms, expiry, replaces } = decision
      const renewed = askFor({ node, nodeId, provider: mandate.provider, terms, nonce, chain })
      const availableUntil = Math.min(Number(renewed.availableUntil), mandate.availableUntil)
      const ask = { ...renewed, availableUntil: unixSeconds(BigInt(availableUntil)), expiry: unixSeconds(BigInt(expiry)) }
      const order = await signAsk(account, { ask, chain })
      // Named, so that a listing which was paused or changed meanwhile stays as it is.
      const named = replaces === null ? {} : { replaces }
      const { orderHash } = await untilAnswered(() => client.placeOrder({ ...order, ...signed, ...named }), { withinMs })
      await untilTaken(client, orderHash)
      logger.info({ nodeId, until: expiry }, 'listed the node under its mandate')
      return { isPaused: false, fault: null }
    }
  }
}
