import { listSavedSearches, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const everyMs = 30_000

/** Fetches the signed-in account's saved searches with their results. Polls only every 30 s, because each saved search costs a database query. */
export function savedSearchesQuery(api: Transport) {
  return queryOptions({ queryKey: ['saved-searches'], queryFn: () => listSavedSearches(api), refetchInterval: everyMs })
}
