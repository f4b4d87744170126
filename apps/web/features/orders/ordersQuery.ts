import type { OrderWire } from '@infinitio/domain/wire'
import { listOrders, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const pageSize = 100
const openStates: readonly OrderWire['state'][] = ['accepted', 'open', 'partly_filled', 'matched']

/** Orders of the signed-in account, newest first. */
export function ordersQuery(api: Transport) {
  return queryOptions({ queryKey: ['orders'], queryFn: () => listOrders(api, { limit: pageSize }) })
}

/** True while something of an order waits: in the book, or to settle. */
export function isOpenOrder({ state }: Pick<OrderWire, 'state'>): boolean {
  return openStates.includes(state)
}

/** True while an order can be taken out: something of it stands in the book. */
export function isCancellable({ state, kind, gpusToGo }: Pick<OrderWire, 'state' | 'kind' | 'gpusToGo'>): boolean {
  return state === 'accepted' || (kind === 'ask' && state === 'open') || ((state === 'open' || state === 'partly_filled') && gpusToGo > 0)
}
