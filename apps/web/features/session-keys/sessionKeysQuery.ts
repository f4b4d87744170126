import { listSessionKeys, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const pendingEveryMs = 2_000

/**
 * Query for the session keys of the signed-in account. While a block that changed a key may still be dropped, it is fetched again regularly. A change in the
 * wallet also makes it out of date.
 */
export function sessionKeysQuery(api: Transport) {
  return queryOptions({
    queryKey: ['wallet', 'session-keys'],
    queryFn: () => listSessionKeys(api),
    refetchInterval: ({ state }) => (state.data?.items.some(({ final }) => !final) ? pendingEveryMs : false),
  })
}
