import type { OrderPageWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Orders of the signed-in account, newest first: of one side or both; those of which something waits, those that are over, or all. */
export function listOrders(
  transport: Transport,
  query: { side?: 'asks' | 'bids'; state?: 'open' | 'past'; cursor?: string; limit?: number },
): Promise<OrderPageWire> {
  return transport.send<OrderPageWire>({ method: 'GET', path: '/orders', query })
}
