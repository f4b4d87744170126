import { listSavedSearches, setSearchAlerts } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import { savedQueryWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Switches the alerts of a saved search on or off; nobody is told of what it finds now. One that is gone is left alone. Refuses with `api.not_ready`. */
export async function switchSearchAlerts(
  { db, market }: Services,
  { account, searchId, alerts }: { account: Address; searchId: string; alerts: boolean },
): Promise<Refusal | null> {
  const row = (await listSavedSearches(db, { account })).find((search) => search.searchId === searchId)
  if (row === undefined) return null
  const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(JSON.parse(row.query)) })
  if (isRefusal(found)) return found
  await setSearchAlerts(db, { account, searchId, alerts, nodes: found.nodes })
  return null
}
