import { markSilentNodes, noteSilentNodes, type Queryable } from '@infinitio/db'
import type { Services } from '../services/services.ts'
import { tellMatcher } from '../actions/machines/nodePresence.ts'

/** Hides every node that for 20 s said nothing or had no live tunnel: what is shown can be rented. Their providers are told. Returns how many. */
export function hideSuspectNodes(services: Services): Promise<number> {
  const { suspectAfterSeconds } = services.nodeTimes
  async function mark(tx: Queryable): Promise<string[]> {
    const nodeIds = await markSilentNodes(tx, { silentAfterSeconds: suspectAfterSeconds })
    if (nodeIds.length > 0) await noteSilentNodes(tx, { nodeIds })
    return nodeIds
  }
  return tellMatcher(services, { kind: 'NodeSilent', mark })
}
