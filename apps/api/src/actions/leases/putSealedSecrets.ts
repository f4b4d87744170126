import { randomUUID } from 'node:crypto'
import { countOtherSealedSecrets, findNodeKeys, findWorkload, mayHandInSecrets, saveSealedSecrets } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import { workloadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostBoxes = 256

/**
 * Keeps secrets that were sealed to a node for a workload, in place of those before; they cannot be read here. For whoever put the workload, and
 * who holds a live lease of it; a session key only where no lease of it is live that another booked. Refuses with `node.workload_unknown`, `auth.forbidden`, `lease.no_secrets`, `node.unknown`, `lease.secrets_limit`.
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
