import type { OrdersCancelledWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Takes all open orders of the signed-in account out of the book, or those of one side. What was matched goes on. */
export function cancelAllOrders(transport: Transport, { side }: { side?: 'asks' | 'bids' } = {}): Promise<OrdersCancelledWire> {
  return transport.send<OrdersCancelledWire>({ method: 'DELETE', path: '/orders', query: side === undefined ? {} : { side } })
}
