import { listSessionKeys, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const pendingEveryMs = 2_000

/**
 * Fetches the signed-in account's session keys. It polls while a block that changed a key may still be dropped. A change of the wallet makes it
 * stale.
 */
export function sessionKeysQuery(api: Transport) {
  return queryOptions({
    queryKey: ['wallet', 'session-keys'],
    queryFn: () => listSessionKeys(api),
    refetchInterval: ({ state }) => (state.data?.items.some(({ final }) => !final) ? pendingEveryMs : false),
  })
}
