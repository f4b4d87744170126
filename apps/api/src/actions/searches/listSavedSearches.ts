import { listSavedSearches as listRows } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import { type SavedQueryWire, type SavedSearchesWire, savedQueryWire, type SavedSearchWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** The searches of an account with how many nodes each finds now, and how many of them are new. Refuses with `api.not_ready` until the market was read. */
export async function listSavedSearches({ db, market }: Services, { account }: { account: Address }): Promise<SavedSearchesWire | Refusal> {
  const items: SavedSearchWire[] = []
  for (const { searchId, query, seenNodes, seenAt, alerts } of await listRows(db, { account })) {
    const kept = JSON.parse(query) as SavedQueryWire
    const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(kept) })
    if (isRefusal(found)) return found
    const seen = seenNodes === null ? null : new Set(seenNodes)
    const fresh = seen === null || found.nodes === null ? null : found.nodes.filter((node) => !seen.has(node)).length
    items.push({ searchId, query: kept, free: found.total, fresh, seenAt: Math.floor(seenAt.getTime() / 1_000), alerts })
  }
  return { items }
}
