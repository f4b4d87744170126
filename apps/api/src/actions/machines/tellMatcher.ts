import { insertApiCommand, type Queryable } from '@infinitio/db'
import { nodeId } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import type { Services } from '../../services/services.ts'

/** Marks nodes with `mark` and tells the matcher `kind` of each, in one transaction, then everybody who watches the market. Returns how many. */
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
