import { type AlertSearch, claimAlertSearches, noteSearchFound } from '@infinitio/db'
import { isRefusal } from '@infinitio/domain'
import { savedQueryWire } from '@infinitio/domain/wire'
import type { Services } from '../services/services.ts'

/**
 * How often alerts run. `everySeconds` is the time between two runs of one search. After an alert, a search sends no other alert for `quietSeconds`. `limit` is
 * the most searches in one run.
 */
const pace = { everySeconds: 60, quietSeconds: 3_600, limit: 20 }

/**
 * Runs saved searches that have alerts. Notifies their accounts of nodes that appeared since the
 * last visit or alert. A search that fails now runs again next time.
 */
export async function alertSearches(services: Services): Promise<void> {
  const searches = await claimAlertSearches(services.db, pace)
  let told = 0
  for (const search of searches) told += await look(services, search)
  if (told > 0) services.hub.wake()
}

async function look({ db, market }: Services, { searchId, query, seenNodes, toldNodes, toldAt }: AlertSearch): Promise<number> {
  const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(JSON.parse(query)) })
  // The search finds too many nodes to list them, so new nodes cannot be detected.
  if (isRefusal(found) || found.nodes === null) return 0
  const { nodes } = found
  const isKnown = seenNodes !== null || toldNodes !== null
  const known = new Set([...(seenNodes ?? []), ...(toldNodes ?? [])])
  const fresh = isKnown ? nodes.filter((node) => !known.has(node)).length : 0
  if (isKnown && fresh === 0) return 0
  return db.transaction((tx) => noteSearchFound(tx, { searchId, nodes, found: fresh, toldAt }))
}
