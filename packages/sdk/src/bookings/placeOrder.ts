import type { OrderAcceptedWire, PlaceOrderWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Hands in one signed order; answers with a signed receipt. Sending the same order again answers the same. */
export function placeOrder(transport: Transport, order: PlaceOrderWire): Promise<OrderAcceptedWire> {
  return transport.send<OrderAcceptedWire>({ method: 'POST', path: '/orders', body: order })
}
