import type { OrderPageWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Orders of the signed-in account, newest first. */
export function listOrders(transport: Transport, query: { cursor?: string; limit?: number }): Promise<OrderPageWire> {
  return transport.send<OrderPageWire>({ method: 'GET', path: '/orders', query })
}
