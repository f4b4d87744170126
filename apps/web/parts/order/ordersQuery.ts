import type { OrderWire } from '@infinitio/domain/wire'
import { getOrder, getOrderPlaces, listOrders, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

const pageSize = 100

/** The side of the market: the user's bids or the user's asks. */
export type OrderSide = 'bids' | 'asks'

/** Query for every open order of the signed-in account on one side, newest first. */
export function openOrdersQuery(api: Transport, side: OrderSide) {
  return queryOptions({ queryKey: ['orders', 'open', side], queryFn: () => listOpenOrders(api, side) })
}

/** Query for the account's own closed orders, bids or asks, newest first, page by page. */
export function pastOrdersQuery(api: Transport, side: OrderSide) {
  return infiniteQueryOptions({
    queryKey: ['orders', 'past', side],
    queryFn: ({ pageParam }) => listOrders(api, { side, state: 'past', limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => ({ items: pages.flatMap(({ items }) => items), total: pages[0]?.total ?? null }),
  })
}

/** Reads all pages, because an account may have as many open asks as machines. */
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

/** Returns true if an order can be cancelled: the order book has not processed it yet, or a part of it waits there. */
export function isCancellable({ state, kind, gpusToGo }: Pick<OrderWire, 'state' | 'kind' | 'gpusToGo'>): boolean {
  return state === 'accepted' || (kind === 'ask' && state === 'open') || ((state === 'open' || state === 'partly_filled') && gpusToGo > 0)
}

/** Returns true if a bid still waits in the book for GPUs, so that another bid can replace it. */
export function isEditable({ state, kind, gpusToGo }: Pick<OrderWire, 'state' | 'kind' | 'gpusToGo'>): boolean {
  return kind === 'bid' && (state === 'open' || state === 'partly_filled') && gpusToGo > 0
}

/** Query for the positions in the queue of all bids of the signed-in account that wait in the book, by order hash. */
export function queuePositionsQuery(api: Transport) {
  return queryOptions({
    queryKey: ['orders', 'places'],
    queryFn: () => getOrderPlaces(api),
    select: ({ places }) => new Map(places.map((place) => [place.orderHash, place])),
  })
}

const waitingMs = 400
const pendingMs = 1_500

/**
 * Query for an order with its phases (such as matched, settled and ready). It is fetched again regularly while a phase has not happened yet or is not final.
 */
export function orderQuery(api: Transport, orderHash: string) {
  return queryOptions({
    queryKey: ['order', orderHash],
    queryFn: () => getOrder(api, orderHash),
    refetchInterval: ({ state }) => (state.data === undefined ? waitingMs : pauseOf(state.data)),
  })
}

/** Returns true if nothing more will happen to the order, because it was rejected, cancelled, expired or could not be settled. */
export function isOverUnfilled({ state }: Pick<OrderWire, 'state'>): boolean {
  return state === 'rejected' || state === 'cancelled' || state === 'expired' || state === 'abandoned'
}

function pauseOf(order: OrderWire): number | false {
  if (isOverUnfilled(order)) return false
  // Fetch an order that waits in the book less often, because an event reports its match.
  if (order.state === 'open') return pendingMs
  if (order.phases.some(({ state }) => state === 'waiting')) return waitingMs
  return order.phases.every(({ state }) => state === 'final' || state === 'failed') ? false : pendingMs
}
