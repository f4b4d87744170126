import type { OrderWire } from '@infinitio/domain/wire'
import { getOrder, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const waitingMs = 400
const pendingMs = 1_500

/** An order with its phases; asked for again while a phase is still to come or not final. */
export function orderQuery(api: Transport, orderHash: string) {
  return queryOptions({
    queryKey: ['order', orderHash],
    queryFn: () => getOrder(api, orderHash),
    refetchInterval: ({ state }) => (state.data === undefined ? waitingMs : pauseOf(state.data)),
  })
}

/** True when nothing more will happen to the order: it was refused, withdrawn or could not be settled. */
export function isOverUnfilled({ state }: Pick<OrderWire, 'state'>): boolean {
  return state === 'rejected' || state === 'cancelled' || state === 'expired' || state === 'abandoned'
}

function pauseOf(order: OrderWire): number | false {
  if (isOverUnfilled(order)) return false
  // It waits in the order book: its live topic reports the match.
  if (order.state === 'open') return pendingMs
  if (order.phases.some(({ state }) => state === 'waiting')) return waitingMs
  return order.phases.every(({ state }) => state === 'final' || state === 'failed') ? false : pendingMs
}
