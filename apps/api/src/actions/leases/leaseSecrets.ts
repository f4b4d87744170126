import { randomUUID } from 'node:crypto'
import {
  countOtherSealedSecrets,
  findNodeKeys,
  findSealedSecrets,
  findWorkload,
  mayHandInSecrets,
  noteSecretsRead,
  saveSealedSecrets,
} from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import { type NodeKeysWire, type NodeSecretsWire, type SecretsReadWire, workloadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostBoxes = 256

/**
 * Replaces the secrets that were encrypted to a node for a workload; the API cannot read them. Allowed for the workload's owner and for the holder of a live
 * lease of the workload. A session key is allowed only if it booked every live lease of the workload. Refuses with `node.workload_unknown`, `auth.forbidden`,
 * `lease.no_secrets`, `node.unknown`, `lease.secrets_limit`.
 */
export async function putSealedSecrets(
  { db, hub }: Services,
  { account, sessionKey, ...sealed }: { account: Address; sessionKey: Address | null; workloadHash: string; nodeId: string; box: string },
): Promise<null | Refusal> {
  const { workloadHash, nodeId, box } = sealed
  const stored = await findWorkload(db, { hash: workloadHash })
  if (stored === null) return { rejected: 'node.workload_unknown' }
  if (!(await mayHandInSecrets(db, { workloadHash, account, sessionKey }))) return { rejected: 'auth.forbidden' }
  if (workloadWire.parse(JSON.parse(stored.body)).secrets === undefined) return { rejected: 'lease.no_secrets' }
  if ((await findNodeKeys(db, { nodeId })) === null) return { rejected: 'node.unknown' }
  if ((await countOtherSealedSecrets(db, { account, workloadHash, nodeId })) >= mostBoxes) return { rejected: 'lease.secrets_limit' }
  await saveSealedSecrets(db, { workloadHash, nodeId, account, boxId: randomUUID(), box })
  hub.wake()
  return null
}

/** Returns the encrypted secrets for a live lease of one of these nodes. Refuses with `lease.unknown`. */
export async function readSealedSecrets(
  { db }: Services,
  { leaseId, nodeIds }: { leaseId: string; nodeIds: readonly string[] },
): Promise<NodeSecretsWire | Refusal> {
  return (await findSealedSecrets(db, { leaseId: BigInt(leaseId), nodeIds })) ?? { rejected: 'lease.unknown' }
}

/** Stores a node's report about its encrypted secrets (the box). Ignores a report about the box of another node or a box that was replaced. */
export async function noteSecrets(
  { db, hub }: Services,
  { leaseId, nodeIds, read }: { leaseId: string; nodeIds: readonly string[]; read: SecretsReadWire },
): Promise<null> {
  await noteSecretsRead(db, { leaseId: BigInt(leaseId), nodeIds, ...read })
  hub.wake()
  return null
}

/** Returns the public keys of a registered node, as they are on the chain. Refuses with `node.unknown`. */
export async function readNodeKeys({ db }: Services, { nodeId }: { nodeId: string }): Promise<NodeKeysWire | Refusal> {
  const keys = await findNodeKeys(db, { nodeId })
  return keys === null ? { rejected: 'node.unknown' } : { nodeId, ...keys }
}
