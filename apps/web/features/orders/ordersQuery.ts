import type { OrderWire } from '@infinitio/domain/wire'
import { listOrders, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions } from '@tanstack/react-query'

const pageSize = 100
const openStates: readonly OrderWire['state'][] = ['accepted', 'open', 'partly_filled', 'matched']

/** Orders of the signed-in account, newest first, a page at a time. */
export function ordersQuery(api: Transport) {
  return infiniteQueryOptions({
    queryKey: ['orders'],
    queryFn: ({ pageParam }) => listOrders(api, { limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items) }),
  })
}

/** True while something of an order waits: in the book, or to settle. */
export function isOpenOrder({ state }: Pick<OrderWire, 'state'>): boolean {
  return openStates.includes(state)
}

/** True while an order can be taken out: something of it stands in the book. */
export function isCancellable({ state, kind, gpusToGo }: Pick<OrderWire, 'state' | 'kind' | 'gpusToGo'>): boolean {
  return state === 'accepted' || (kind === 'ask' && state === 'open') || ((state === 'open' || state === 'partly_filled') && gpusToGo > 0)
}

/** True while a bid can be replaced by another one: it waits in the book for GPUs. */
export function isEditable({ state, kind, gpusToGo }: Pick<OrderWire, 'state' | 'kind' | 'gpusToGo'>): boolean {
  return kind === 'bid' && (state === 'open' || state === 'partly_filled') && gpusToGo > 0
}
