import { type Db, findNodeKey, findServiceTerms } from '@infinitio/db'
import { readTermsOfAnyKind } from '@infinitio/services'
import { hexToBytes } from 'viem/utils'
import type { FindKey } from './authenticateTunnel.ts'

const mostKnown = 10_000

/** Returns a function that looks up the keys of nodes that are registered and not retired. */
export function knownNodeKeys(db: Db): FindKey {
  return knownKeys((nodeId) => findNodeKey(db, { nodeId }))
}

/** Returns a function that looks up the response keys of AI services, from their newest terms on the chain. */
export function knownServiceKeys(db: Db): FindKey {
  return knownKeys(async (service) => {
    const terms = await findServiceTerms(db, { service })
    return terms === null ? null : (readTermsOfAnyKind(hexToBytes(terms as `0x${string}`))?.responseKey ?? null)
  })
}

/**
 * Looks up keys in the tables that the follower (the process that copies chain events into Postgres) writes. It caches the keys, so that a known peer can
 * reconnect while the database does not respond. For an unknown peer, the lookup rejects during that time.
 */
function knownKeys(find: FindKey): FindKey {
  const known = new Map<string, string>()
  return async (id) => {
    try {
      const key = await find(id)
      if (key === null) known.delete(id)
      else if (known.size < mostKnown) known.set(id, key)
      return key
    } catch (error) {
      const key = known.get(id)
      if (key === undefined) throw error
      return key
    }
  }
}
