import { listNotifications, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

/** Fetches the notifications of the signed-in account, newest first, one page at a time. */
export function notificationsQuery(api: Transport) {
  return infiniteQueryOptions({
    queryKey: ['notifications', 'list'],
    queryFn: ({ pageParam }) => listNotifications(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items), unread: pages[0]?.unread ?? 0 }),
  })
}
