import { type Db, findNodeKey } from '@infinitio/db'
import type { FindNodeKey } from './authenticateTunnel.ts'

const mostKnown = 10_000

/**
 * Returns a function that looks up node keys in the tables that the follower (the process that copies chain events into Postgres) writes. It caches the keys,
 * so that a known node can reconnect while the database does not respond. For an unknown node, the lookup rejects during that time.
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
