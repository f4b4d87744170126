import { getSession, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Query for the session of the signed-in account; null if nobody is signed in. */
export function sessionQuery(api: Transport) {
  return queryOptions({ queryKey: ['session'], queryFn: async () => (await getSession(api)).session, staleTime: 60_000 })
}
