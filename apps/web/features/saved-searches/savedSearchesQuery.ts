import { listSavedSearches, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const everyMs = 30_000

/** The searches of who is signed in, with what each finds; asked for again every 30 s, since each is a search of its own. */
export function savedSearchesQuery(api: Transport) {
  return queryOptions({ queryKey: ['saved-searches'], queryFn: () => listSavedSearches(api), refetchInterval: everyMs })
}
