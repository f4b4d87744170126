import { listSavedSearches, noteSearchSeen } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import { savedQueryWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Notes that somebody looks at a search of theirs: what it finds now is new no more. One that is gone is none. Refuses with `api.not_ready`. */
export async function seeSearch({ db, market }: Services, { account, searchId }: { account: Address; searchId: string }): Promise<Refusal | null> {
  const row = (await listSavedSearches(db, { account })).find((search) => search.searchId === searchId)
  if (row === undefined) return null
  const found = await market.ask({ kind: 'matching', query: savedQueryWire.parse(JSON.parse(row.query)) })
  if (isRefusal(found)) return found
  await noteSearchSeen(db, { account, searchId, seenNodes: found.nodes })
  return null
}
