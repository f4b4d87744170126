import { findSealedSecrets } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { NodeSecretsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** The box for a live lease of one of these nodes. Refuses with `lease.unknown` when there is none. */
export async function readSealedSecrets(
  { db }: Services,
  { leaseId, nodeIds }: { leaseId: string; nodeIds: readonly string[] },
): Promise<NodeSecretsWire | Refusal> {
  return (await findSealedSecrets(db, { leaseId: BigInt(leaseId), nodeIds })) ?? { rejected: 'lease.unknown' }
}
