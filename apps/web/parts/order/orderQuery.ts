import type { OrderWire } from '@infinitio/domain/wire'
import { getOrder, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const waitingMs = 400
const pendingMs = 1_500

/** Query for an order with its phases. It is fetched again while a phase is waiting or not final. */
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
  // The order waits in the book, and its live topic reports the match, so it is fetched at the slower interval.
  if (order.state === 'open') return pendingMs
  if (order.phases.some(({ state }) => state === 'waiting')) return waitingMs
  return order.phases.every(({ state }) => state === 'final' || state === 'failed') ? false : pendingMs
}
