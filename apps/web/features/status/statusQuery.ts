import { getStatus, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** How often the page asks again, in milliseconds. */
export const statusEveryMs = 2_500

/** How each part of the house does; asked again every 2.5 s while somebody looks. */
export function statusQuery(api: Transport) {
  return queryOptions({ queryKey: ['status'], queryFn: () => getStatus(api), refetchInterval: statusEveryMs, refetchIntervalInBackground: false })
}
