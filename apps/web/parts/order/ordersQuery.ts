import type { OrderWire } from '@infinitio/domain/wire'
import { getOrderPlaces, listOrders, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

const pageSize = 100

/** Which side of the market one looks at: one's bids, or one's asks. */
export type OrderSide = 'bids' | 'asks'

/** Every open order of the signed-in account on one side, newest first. */
export function openOrdersQuery(api: Transport, side: OrderSide) {
  return queryOptions({ queryKey: ['orders', 'open', side], queryFn: () => listOpenOrders(api, side) })
}

/** Ended orders of the signed-in account on one side, newest first, a page at a time. */
export function pastOrdersQuery(api: Transport, side: OrderSide) {
  return infiniteQueryOptions({
    queryKey: ['orders', 'past', side],
    queryFn: ({ pageParam }) => listOrders(api, { side, state: 'past', limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items), total: pages[0]?.total ?? null }),
  })
}

/** Page after page: an account may have as many open asks as it has nodes. */
async function listOpenOrders(api: Transport, side: OrderSide): Promise<OrderWire[]> {
  const found: OrderWire[] = []
  for (let cursor: string | null = null, isLast = false; !isLast; ) {
    const page = await listOrders(api, { side, state: 'open', limit: pageSize, ...(cursor === null ? {} : { cursor }) })
    found.push(...page.items)
    cursor = page.nextCursor
    isLast = cursor === null
  }
  return found
}

/** True while an order can be cancelled: a part of it rests in the book. */
export function isCancellable({ state, kind, gpusToGo }: Pick<OrderWire, 'state' | 'kind' | 'gpusToGo'>): boolean {
  return state === 'accepted' || (kind === 'ask' && state === 'open') || ((state === 'open' || state === 'partly_filled') && gpusToGo > 0)
}

/** True while a bid can be replaced by another one: it waits in the book for GPUs. */
export function isEditable({ state, kind, gpusToGo }: Pick<OrderWire, 'state' | 'kind' | 'gpusToGo'>): boolean {
  return kind === 'bid' && (state === 'open' || state === 'partly_filled') && gpusToGo > 0
}

/** The queue position of each resting bid of the signed-in account, by order hash. */
export function queuePositionsQuery(api: Transport) {
  return queryOptions({
    queryKey: ['orders', 'places'],
    queryFn: () => getOrderPlaces(api),
    select: ({ places }) => new Map(places.map((place) => [place.orderHash, place])),
  })
}
