import { listWaitingFleetRows, saveFleetResults, saveNodeSigning } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import { fleetChangeWire, type NodeChangeResultsWire, type NodeChangesWire, type NodeSigningWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

type Session = { readonly nodeIds: readonly string[] }

/**
 * Stores which key signs the asks of each node: the provider's wallet, or the node's own key, which the provider allows with a mandate. The provider's pages
 * show this before the provider changes many machines at once. Refuses with `auth.forbidden` for a node outside the session, and with `order.mandate_mismatch`
 * for the mandate of another node, and for a mandate that is missing or not needed.
 */
export async function putNodeSigning({ db }: Services, { nodes, nodeIds }: Session & { nodes: readonly NodeSigningWire[] }): Promise<null | Refusal> {
  const foreign = nodes.find(({ node }) => !nodeIds.includes(node))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign.node }
  const wrong = nodes.find(({ node, by, mandate }) => (by === 'mandate') !== (mandate !== null) || (mandate !== null && mandate.node !== node))
  if (wrong !== undefined) return { rejected: 'order.mandate_mismatch', detail: wrong.node }
  const byNode = new Map(
    nodes.map(({ node, by, mandate }) => [node, { nodeId: node, by, mandate: mandate === null ? null : JSON.stringify(mandate) }]),
  )
  await saveNodeSigning(db, { nodes: [...byNode.values()] })
  return null
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
