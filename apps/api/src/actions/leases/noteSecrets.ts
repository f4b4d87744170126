import { noteSecretsRead } from '@infinitio/db'
import type { SecretsReadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Notes what a node says of the box it was given. Of a box that is not its own, or was handed in anew since, nothing is noted. */
export async function noteSecrets(
  { db, hub }: Services,
  { leaseId, nodeIds, read }: { leaseId: string; nodeIds: readonly string[]; read: SecretsReadWire },
): Promise<null> {
  await noteSecretsRead(db, { leaseId: BigInt(leaseId), nodeIds, ...read })
  hub.wake()
  return null
}
