import { touchHeartbeats } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { HeartbeatAnswerWire } from '@infinitio/domain/wire'
import { showReturnedNodes } from './showReturnedNodes.ts'
import type { Services } from '../../services/services.ts'

/** Notes that nodes are alive; those that were hidden are shown if their tunnel is up. Refuses with `auth.forbidden` for a node that is not of the session. */
export async function noteHeartbeat(
  services: Services,
  { nodes, nodeIds }: { nodes: readonly string[]; nodeIds: readonly string[] },
): Promise<HeartbeatAnswerWire | Refusal> {
  const own = new Set(nodeIds)
  const foreign = nodes.find((node) => !own.has(node))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign }
  const hidden = await touchHeartbeats(services.db, { nodeIds: [...new Set(nodes)].toSorted() })
  if (hidden.length > 0) await showReturnedNodes(services)
  return { silentAfterSeconds: services.nodeTimes.suspectAfterSeconds, chainNow: services.clock.read().now }
}
