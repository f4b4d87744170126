import { listSessionKeys, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const pendingEveryMs = 2_000

/**
 * Query for the session keys of the signed-in account. It is fetched again regularly while a block that changed a key is not final. Its cache key is below that
 * of the wallet, so a change of the wallet also makes it out of date.
 */
export function sessionKeysQuery(api: Transport) {
  return queryOptions({
    queryKey: ['wallet', 'session-keys'],
    queryFn: () => listSessionKeys(api),
    refetchInterval: ({ state }) => (state.data?.items.some(({ final }) => !final) ? pendingEveryMs : false),
  })
}
