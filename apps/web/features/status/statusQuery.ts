import { getStatus, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Polling interval of the status page in milliseconds. */
export const statusEveryMs = 2_500

/** Fetches the state of each part of the market, and polls every 2.5 s while the page is visible. */
export function statusQuery(api: Transport) {
  return queryOptions({ queryKey: ['status'], queryFn: () => getStatus(api), refetchInterval: statusEveryMs, refetchIntervalInBackground: false })
}
