import type { CancelOrderWire, OrderAcceptedWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Takes an order out of the book. Binds the engine; cancelling on chain binds everyone. */
export function cancelOrder(transport: Transport, { orderHash, cancel }: { orderHash: string; cancel: CancelOrderWire }): Promise<OrderAcceptedWire> {
  return transport.send<OrderAcceptedWire>({ method: 'POST', path: `/orders/${orderHash}/cancel`, body: cancel })
}
