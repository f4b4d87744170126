import { type AlertSearch, claimAlertSearches, noteSearchFound } from '@infinitio/db'
import { isRefusal } from '@infinitio/domain'
import { savedQueryWire } from '@infinitio/domain/wire'
import type { Services } from '../services/services.ts'

/** How often a search is looked for, how long it is quiet after it told of something, and how many are looked for at once. */
const pace = { everySeconds: 60, quietSeconds: 3_600, limit: 20 }

/** Looks for saved searches that have alerts, and tells their accounts of nodes that are new since they looked or were told. A search that cannot be asked for now is asked for next time. */
export async function alertSearches(services: Services): Promise<void> {
  const searches = await claimAlertSearches(services.db, pace)
  let told = 0
  for (const search of searches) told += await look(services, search)
  if (told > 0) services.hub.wake()
}

async function look({ db, market }: Services, { searchId, query, seenNodes, toldNodes, toldAt }: AlertSearch): Promise<number> {
  const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(JSON.parse(query)) })
  // More than are named: which of them are new cannot be said.
  if (isRefusal(found) || found.nodes === null) return 0
  const { nodes } = found
  const isKnown = seenNodes !== null || toldNodes !== null
  const known = new Set([...(seenNodes ?? []), ...(toldNodes ?? [])])
  const fresh = isKnown ? nodes.filter((node) => !known.has(node)).length : 0
  if (isKnown && fresh === 0) return 0
  return db.transaction((tx) => noteSearchFound(tx, { searchId, nodes, found: fresh, toldAt }))
}
