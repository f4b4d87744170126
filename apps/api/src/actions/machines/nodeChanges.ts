import { listWaitingFleetRows, saveFleetResults, saveNodeSigning } from '@infinitio/db'
import { address, hashMandate, isRefusal, type Refusal } from '@infinitio/domain'
import {
  fleetChangeWire,
  mandateFromWire,
  type MandateWire,
  type NodeChangeResultsWire,
  type NodeChangesWire,
  type NodeSigningWire,
} from '@infinitio/domain/wire'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import { contractRefusal, mayBeOfContract } from '../../signatures/contractRefusal.ts'
import type { Services } from '../../services/services.ts'

type Session = { readonly nodeIds: readonly string[] }

/**
 * Stores which key signs the asks of each node: the provider's wallet, or the node's own key, which the provider allows with a mandate. The provider's pages
 * show this before the provider changes many machines at once. Stores the signature of a mandate only if the provider's wallet made it, so that pages can tell
 * a permission that the provider signed from one that a machine invented. Refuses with `auth.forbidden` for a node outside the session, with
 * `order.mandate_mismatch` for the mandate of another node, and for a mandate that is missing or not needed, and with the codes of `isMandateProven`.
 */
export async function putNodeSigning(
  services: Services,
  { nodes, nodeIds, caller }: Session & { nodes: readonly NodeSigningWire[]; caller: string },
): Promise<null | Refusal> {
  const foreign = nodes.find(({ node }) => !nodeIds.includes(node))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign.node }
  const wrong = nodes.find(({ node, by, mandate }) => (by === 'mandate') !== (mandate !== null) || (mandate !== null && mandate.node !== node))
  if (wrong !== undefined) return { rejected: 'order.mandate_mismatch', detail: wrong.node }
  const byNode = new Map<string, Parameters<typeof saveNodeSigning>[1]['nodes'][number]>()
  for (const { node, by, mandate, mandateSignature = null } of nodes) {
    const isProven = mandate !== null && mandateSignature !== null && (await isMandateProven(services, { mandate, mandateSignature, caller }))
    if (isRefusal(isProven)) return isProven
    const signed = isProven ? mandateSignature : null
    byNode.set(node, { nodeId: node, by, mandate: mandate === null ? null : JSON.stringify(mandate), mandateSignature: signed })
  }
  await saveNodeSigning(services.db, { nodes: [...byNode.values()] })
  return null
}

type SignedMandate = { readonly mandate: MandateWire; readonly mandateSignature: string; readonly caller: string }

/**
 * Returns true if the provider that a mandate names signed it for this market: with the key of the account, or the code of the contract account accepts the
 * signature. The question to a contract counts against the rate limit of the IP address `caller`. Refuses with `api.rate_limited` and `chain.node_busy` if the
 * contract cannot be asked now.
 */
async function isMandateProven(services: Services, { mandate, mandateSignature, caller }: SignedMandate): Promise<boolean | Refusal> {
  const { chainId, addresses } = await services.facts.read()
  const domain = { chainId, market: addresses.market }
  const signer = address(mandate.provider)
  const digestOf = (at: typeof domain) => hashMandate(mandateFromWire(mandate), at)
  const signed = checkSignedOrder(digestOf, { signer, signature: mandateSignature, domain })
  if (!isRefusal(signed)) return true
  if (!mayBeOfContract(signed)) return false
  const refused = await contractRefusal(services, { account: signer, digest: digestOf(domain), signature: mandateSignature, caller }, signed)
  if (refused === null) return true
  return refused.rejected === 'api.rate_limited' || refused.rejected === 'chain.node_busy' ? refused : false
}

/**
 * Lists the changes that a provider signed for these nodes and that the nodes have not answered yet. The nodes check the signature, the Merkle proof and the
 * serial number themselves.
 */
export async function listNodeChanges({ db, clock }: Services, { nodeIds }: Session): Promise<NodeChangesWire> {
  const rows = await listWaitingFleetRows(db, { nodeIds, now: BigInt(clock.read().now) })
  return {
    changes: rows.map(({ nodeId, act, price, proof, change, signature }) => ({
      change: fleetChangeWire.parse(JSON.parse(change)),
      signature,
      row: { node: nodeId, act, pricePerGpuSecond: price.toString() },
      proof: proof === '' ? [] : proof.split(' '),
    })),
  }
}

/** Stores for each node whether it applied its change. Refuses with `auth.forbidden` for a node outside the session. */
export async function storeChangeResults({ db, hub }: Services, { results, nodeIds }: Session & NodeChangeResultsWire): Promise<null | Refusal> {
  const foreign = results.find(({ node }) => !nodeIds.includes(node))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign.node }
  await saveFleetResults(db, { results: results.map(({ hash, node, code }) => ({ hash, nodeId: node, code })) })
  hub.wake()
  return null
}
