import { listStoredSigning, listWaitingFleetRows, type NodeSigningRow, saveFleetResults, saveNodeSigning } from '@infinitio/db'
import { address, hashMandate, isRefusal, type Refusal } from '@infinitio/domain'
import {
  fleetChangeWire,
  mandateFromWire,
  type MandateWire,
  type NodeChangeResultsWire,
  type NodeChangesWire,
  type NodeSigningWire,
} from '@infinitio/domain/wire'
import { recoverSigner } from '../../session/recoverSigner.ts'
import { contractRefusal } from '../../signatures/contractRefusal.ts'
import type { Services } from '../../services/services.ts'

type Session = { readonly nodeIds: readonly string[] }

/**
 * Stores which key signs the asks of each node: the provider's wallet, or the node's own key, which the provider allows with a mandate. The provider's pages
 * show this before the provider changes many machines at once. Stores the signature of a mandate only if the provider's wallet made it, so that pages can tell
 * a permission that the provider signed from one that a machine invented. Does not check again a mandate and signature that it stored before. If a contract
 * account cannot be asked now, stores the nodes that were checked before it, so that the next report gets further. Refuses with `auth.forbidden` for a node outside the session, with
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
  const last = new Map(nodes.map((one) => [one.node, one]))
  const stored = new Map((await listStoredSigning(services.db, { nodeIds: [...last.keys()] })).map((row) => [row.nodeId, row]))
  const checked: NodeSigningRow[] = []
  let refused: Refusal | null = null
  for (const { node, by, mandate, mandateSignature = null } of last.values()) {
    const row = { nodeId: node, by, mandate: mandate === null ? null : JSON.stringify(mandate), mandateSignature }
    const isProven = isStored(row, stored.get(node)) || (await isMandateProven(services, { mandate, mandateSignature, caller }))
    if (isRefusal(isProven)) {
      refused = isProven
      break
    }
    checked.push({ ...row, mandateSignature: isProven ? mandateSignature : null })
  }
  await saveNodeSigning(services.db, { nodes: checked })
  return refused
}

/** Returns true if the signature of this mandate was checked before: only signatures that the provider made are stored. */
function isStored({ mandate, mandateSignature }: NodeSigningRow, stored: NodeSigningRow | undefined): boolean {
  return mandateSignature !== null && stored?.mandateSignature === mandateSignature && stored.mandate === mandate
}

type SignedMandate = { readonly mandate: MandateWire | null; readonly mandateSignature: string | null; readonly caller: string }

/**
 * Returns true if the provider that a mandate names signed it for this market: with the key of the account, or the code of the contract account accepts the
 * signature. Returns false without a mandate or a signature. Recovers one signer, because nobody reads here for which other chain it was signed. The question to a contract counts against the rate limit of the IP address `caller`. Refuses with `api.rate_limited` and `chain.node_busy` if the
 * contract cannot be asked now.
 */
async function isMandateProven(services: Services, { mandate, mandateSignature, caller }: SignedMandate): Promise<boolean | Refusal> {
  if (mandate === null || mandateSignature === null) return false
  const { chainId, addresses } = await services.facts.read()
  const account = address(mandate.provider)
  const digest = hashMandate(mandateFromWire(mandate), { chainId, market: addresses.market })
  const signer = recoverSigner({ digest, signature: mandateSignature })
  if (signer === account) return true
  const otherwise = isRefusal(signer) ? signer : { rejected: 'auth.signature_wrong_signer' as const }
  const refused = await contractRefusal(services, { account, digest, signature: mandateSignature, caller }, otherwise)
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
