import { listNotifications, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** Fetches the number of unread notifications of the signed-in account. */
export function unreadQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'unread'], queryFn: async () => (await listNotifications(api, { limit: 1 })).unread })
}
