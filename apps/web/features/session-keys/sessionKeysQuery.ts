import { listSessionKeys, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const pendingEveryMs = 2_000

/** The session keys of who is signed in; asked for again while a block that changed one can still be dropped. Stale with the wallet. */
export function sessionKeysQuery(api: Transport) {
  return queryOptions({
    queryKey: ['wallet', 'session-keys'],
    queryFn: () => listSessionKeys(api),
    refetchInterval: ({ state }) => (state.data?.items.some(({ final }) => !final) ? pendingEveryMs : false),
  })
}
