import { listNotifications, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

/** How many notifications who is signed in has not read. */
export function unreadQuery(api: Transport) {
  return queryOptions({ queryKey: ['notifications', 'unread'], queryFn: async () => (await listNotifications(api, { limit: 1 })).unread })
}
