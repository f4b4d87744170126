import { upsertNodeProfile } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { NodeProfileWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Stores what a node's agent says about its machine. Refuses with `auth.forbidden` when the session is not the node's. */
export async function putNodeProfile(
  services: Services,
  { nodeId, nodeIds, profile }: { nodeId: string; nodeIds: readonly string[]; profile: NodeProfileWire },
): Promise<null | Refusal> {
  if (!nodeIds.includes(nodeId)) return { rejected: 'auth.forbidden', detail: nodeId }
  const runtime = profile.runtime ?? 'local'
  // Agents of before say no level.
  const isolation = profile.isolation ?? (runtime === 'container' ? 'container' : 'process')
  await upsertNodeProfile(services.db, { nodeId, ...profile, runtime, isolation })
  services.market.markChanged()
  services.hub.wake()
  return null
}
