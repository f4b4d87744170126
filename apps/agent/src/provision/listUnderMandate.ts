import { type KnownWindow, plannedWindows, unixSeconds, zeroAddress } from '@infinitio/domain'
import type { AskWire, ChainWire, MandateWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { type Client, isAskNonceCancelled, isMandateSigned, refusal, signAsk, signCancelOrder, type SignedMandate } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { FleetNode } from '../fleet/fleetNode.ts'
import { type AskTerms, mandateFault, type MandateFault, termsFault } from './mandateFault.ts'
import { untilAnswered, untilTaken } from './untilAnswered.ts'
import { askFor, decideAsk, type GpuRules, gpuRulesOf, type KnownAsk, listedForSeconds } from './decideAsk.ts'

/** The newest public ask (signed order that lists a machine) of a node, with its hash. */
export type NewestAsk = KnownAsk & { readonly askHash: string }

/**
 * The decision about the ask of a node that signs with its own key under a mandate (the wallet's permission).
 * - `keep`: change nothing. `fault` is the reason why the ask could not be signed again, or null.
 * - `post`: sign an ask that expires at `expiry`. It has the newest terms, or the first terms if `terms` is null, and replaces the open ask `replaces`.
 * - `fault`: sign nothing, for this reason.
 */
type MandatedAskDecision =
  | { readonly kind: 'keep'; readonly why: 'listed' | 'paused'; readonly fault: MandateFault | null }
  | { readonly kind: 'post'; readonly terms: AskWire | null; readonly expiry: number; readonly replaces: string | null }
  | { readonly kind: 'fault'; readonly fault: MandateFault }

/**
 * A renewal must extend the ask by at least this many seconds. An ask cannot be valid for longer than its mandate. So without this limit, a mandate that ends
 * soon would cause a renewal every few minutes.
 */
const leastGainSeconds = 86_400

const withinMs = 60_000

/** A node that is listed with its own key, because a mandate (a permission of the wallet) allows that key to sign asks. `account` is the account of the key. */
export type MandatedNode = { readonly node: FleetNode; readonly nodeId: string; readonly account: PrivateKeyAccount; readonly signed: SignedMandate }

/**
 * Makes sure that a node stays listed, with asks that its own key signs under its wallet's mandate (permission). Posts the first ask, renews an expiring one
 * and replaces an expired one, at the price of the newest public ask. A paused node stays paused. Throws the error code of a faulty mandate, and the error of
 * the API if it refuses the ask. Resolves with two facts: whether the node is paused, and the reason why its ask could not be signed again. `client` has the
 * node's session.
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
  const [isSigned, isCancelled, { asks, maintenance: known, chainNow: nowSeconds }] = await Promise.all([
    isMandateSigned(signed, { chain, rpcUrl }),
    isAskNonceCancelled({ rpcUrl, addresses: chain.addresses, provider: mandate.provider, nonce }),
    untilAnswered(() => client.getNodeAsks(), { withinMs }),
  ])
  const windows = known.filter((window) => window.node === nodeId)
  const fault = mandateFault(mandate, { nodeId, isSigned, isCancelled, nowSeconds })
  if (fault !== null) throw refusal(fault.code, fault)
  const newest = asks.find((ask) => ask.node === nodeId)
  const decision = decideMandatedAsk({
    newest: newest === undefined ? null : { askHash: newest.askHash, state: newest.state, order: newest.ask },
    first: { ...node.ask, pricePerGpuSecond: node.ask.pricePerGpuSecond.toString(), privateRenter: zeroAddress },
    ...{ mandate, nowSeconds, feeBps: chain.feeBps, listedForSeconds, windows, ...gpuRulesOf(node) },
  })
  switch (decision.kind) {
    case 'keep':
      if (decision.why === 'paused') logger.info({ nodeId, name: node.profile.name }, 'the provider paused this machine')
      return { isPaused: decision.why === 'paused', fault: decision.fault }
    case 'fault':
      throw refusal(decision.fault.code, decision.fault)
    case 'post': {
      const { terms, expiry, replaces } = decision
      const renewed = askFor({
        node,
        nodeId,
        provider: mandate.provider,
        terms,
        nonce,
        maintenance: plannedWindows(windows),
        ...gpuRulesOf(node),
        chain,
      })
      const availableUntil = Math.min(Number(renewed.availableUntil), mandate.availableUntil)
      if (availableUntil <= Number(renewed.availableFrom)) {
        // The mandate ends before the planned maintenance does, so no new ask could offer any time after the maintenance. The open ask still offers the time of
        // the maintenance, so cancel it.
        if (replaces !== null)
          await client.cancelOrder({ orderHash: replaces, cancel: await signCancelOrder(account, { orderHash: replaces, chain }) })
        return { isPaused: replaces !== null, fault: { code: 'order.mandate_exceeded', detail: 'it ends before the planned maintenance does' } }
      }
      const ask = { ...renewed, availableUntil: unixSeconds(BigInt(availableUntil)), expiry: unixSeconds(BigInt(expiry)) }
      const order = await signAsk(account, { ask, chain })
      // The order names the ask that it replaces. If the provider has paused or changed the listing since the agent read that ask, the API refuses the new
      // order, and the provider's change remains.
      const named = replaces === null ? {} : { replaces }
      const { orderHash } = await untilAnswered(() => client.placeOrder({ ...order, ...signed, ...named }), { withinMs })
      await untilTaken(client, orderHash)
      logger.info({ nodeId, until: expiry }, 'renewed the listing with the signing permission')
      return { isPaused: false, fault: null }
    }
  }
}

/**
 * Decides like `decideAsk`, within the limits of a mandate (the wallet's permission to sign asks). Never decides to sign a price below the mandate's lowest
 * price, a lease longer than its longest, or an ask that expires after the mandate. `newest` is the machine's newest ask; null for a node that was never
 * listed, whose terms are then `first`. `nowSeconds` is the block clock. Pure.
 */
export function decideMandatedAsk({
  newest,
  first,
  mandate,
  nowSeconds,
  feeBps,
  listedForSeconds,
  windows = [],
  wholeGpus = null,
  partGpus = null,
}: {
  newest: NewestAsk | null
  first: AskTerms
  mandate: MandateWire
  nowSeconds: number
  feeBps: number
  listedForSeconds: number
  windows?: readonly KnownWindow[]
} & GpuRules): MandatedAskDecision {
  const decision = decideAsk({ asks: newest === null ? [] : [newest], nowSeconds, feeBps, windows, wholeGpus, partGpus })
  const fault = termsFault(mandate, newest?.order ?? first)
  if (decision.kind === 'keep') return { ...decision, fault: decision.why === 'paused' ? null : fault }
  const latest = Math.min(nowSeconds + listedForSeconds, mandate.until)
  const isOpen = newest?.state === 'open'
  const isUrgent = decision.kind === 'renew' && decision.why !== 'expiry'
  // All asks under a mandate have the same nonce. If the new ask also had the same times as the ask that it replaces, both would have the same hash. So the new
  // one expires a second earlier.
  const expiry = isOpen && isUrgent && latest === mandate.until ? Math.min(latest, newest.order.expiry - 1) : latest
  if (isOpen && !isUrgent && expiry - newest.order.expiry < leastGainSeconds) return { kind: 'keep', why: 'listed', fault }
  if (fault !== null) return isOpen ? { kind: 'keep', why: 'listed', fault } : { kind: 'fault', fault }
  return { kind: 'post', terms: decision.kind === 'renew' ? decision.terms : null, expiry, replaces: isOpen ? newest.askHash : null }
}
