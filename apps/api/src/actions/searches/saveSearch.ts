import { randomUUID } from 'node:crypto'
import { saveSearch as insertSearch } from '@infinitio/db'
import { type Address, canonicalJson, isolationLevels, isRefusal, type Refusal } from '@infinitio/domain'
import type { SavedQuery, SavedQueryWire, SearchSavedWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/** Searches an account keeps at most. */
const mostSearches = 10

/** Keeps a search; what it finds now counts as seen. Refuses with `account.searches_limit`, and `api.not_ready` until the market was read. */
export async function saveSearch(
  { db, market }: Services,
  { account, query }: { account: Address; query: SavedQuery },
): Promise<SearchSavedWire | Refusal> {
  const found = await market.ask({ kind: 'matching', query })
  if (isRefusal(found)) return found
  const row = { searchId: randomUUID(), account, query: canonicalJson(wireOf(query)), seenNodes: found.nodes, most: mostSearches }
  const searchId = await db.transaction((tx) => insertSearch(tx, row))
  return searchId === null ? { rejected: 'account.searches_limit' } : { searchId }
}

/** A parsed query as an address has it: the same words for the same search. */
function wireOf(query: SavedQuery): { readonly [Key in keyof SavedQueryWire]: Exclude<SavedQueryWire[Key], undefined> } {
  const { class: classes, region, minVramGib, minGpus, hours, maxPricePerGpuHour, maxReadySeconds, isolation, includeSimulated, run, q } = query
  const ids = (list: readonly number[]) => [...new Set(list)].sort((one, other) => one - other).join(',')
  return {
    ...(classes === undefined ? {} : { class: ids(classes) }),
    ...(region === undefined ? {} : { region: ids(region) }),
    ...(minVramGib === undefined ? {} : { minVramGib: String(minVramGib) }),
    ...(minGpus === undefined ? {} : { minGpus: String(minGpus) }),
    ...(hours === undefined ? {} : { hours: String(hours) }),
    ...(maxPricePerGpuHour === undefined ? {} : { maxPricePerGpuHour }),
    ...(maxReadySeconds === undefined ? {} : { maxReadySeconds: String(maxReadySeconds) }),
    ...(isolation === undefined ? {} : { isolation: isolationLevels.filter((level) => isolation.includes(level)).join(',') }),
    ...(includeSimulated === undefined ? {} : { includeSimulated }),
    ...(run === undefined ? {} : { run }),
    ...(q === undefined ? {} : { q }),
  }
}
