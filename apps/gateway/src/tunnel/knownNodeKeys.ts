import { type Db, findNodeKey } from '@infinitio/db'
import type { FindNodeKey } from './authenticateTunnel.ts'

const mostKnown = 10_000

/**
 * Looks node keys up in what the follower read from the chain, and remembers them: when the database is away, a node that was
 * known may come back. Rejects when a node is not known and the database is away.
 */
export function knownNodeKeys(db: Db): FindNodeKey {
  const known = new Map<string, string>()
  return async (nodeId) => {
    try {
      const nodeKey = await findNodeKey(db, { nodeId })
      if (nodeKey === null) known.delete(nodeId)
      else if (known.size < mostKnown) known.set(nodeId, nodeKey)
      return nodeKey
    } catch (error) {
      const nodeKey = known.get(nodeId)
      if (nodeKey === undefined) throw error
      return nodeKey
    }
  }
}
