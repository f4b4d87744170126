import type { OrderWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** An order with its phases accepted, matched, settled, ready. Code: `order.unknown`. */
export function getOrder(transport: Transport, orderHash: string): Promise<OrderWire> {
  return transport.send<OrderWire>({ method: 'GET', path: `/orders/${orderHash}` })
}
