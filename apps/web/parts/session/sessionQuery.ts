import { getSession, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** The session of the signed-in account, or null. */
export function sessionQuery(api: Transport) {
  return queryOptions({ queryKey: ['session'], queryFn: async () => (await getSession(api)).session, staleTime: 60_000 })
}
