import { insertApiCommand, markReturnedNodes, type Queryable } from '@infinitio/db'
import { nodeId } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'

/** Shows every hidden node that sends heartbeats and has an open tunnel, whether the node is new or came back. Returns the number of nodes shown. */
export function showReturnedNodes(services: Services): Promise<number> {
  const { suspectAfterSeconds } = services.nodeTimes
  return tellMatcher(services, { kind: 'NodeBack', mark: (tx) => markReturnedNodes(tx, { silentAfterSeconds: suspectAfterSeconds }) })
}

/**
 * Calls `mark` to change nodes, and stores one command of `kind` for the matcher for each node that changed, all in one transaction. Then notifies all
 * subscribers of the market. Returns the number of changed nodes.
 */
export async function tellMatcher(
  services: Services,
  { kind, mark }: { kind: 'NodeSilent' | 'NodeBack'; mark: (tx: Queryable) => Promise<string[]> },
): Promise<number> {
  const nodes = await services.db.transaction(async (tx) => {
    const marked = await mark(tx)
    const at = Date.now()
    for (const node of marked) {
      await insertApiCommand(tx, { commandKey: `${kind}:${node}:${at}`, kind, payload: toCanonical({ kind, node: nodeId(node) }) })
    }
    return marked
  })
  if (nodes.length === 0) return 0
  services.logger.info({ nodes: nodes.length }, kind === 'NodeSilent' ? 'nodes went silent' : 'nodes are back')
  services.market.markChanged()
  services.hub.wake()
  return nodes.length
}
