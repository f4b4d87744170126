import type { OrderAcceptedWire, PlaceOrderWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { placeOrder } from '../generated/calls.ts'

/**
 * Hands in a signed order in place of an open one of the same account and side. It keeps that one's place in time when it asks for the same or
 * less at the same price; when that one is not open any more this one is refused, so nothing is bought twice.
 */
export function replaceOrder(transport: Transport, { order, replaces }: { order: PlaceOrderWire; replaces: string }): Promise<OrderAcceptedWire> {
  return placeOrder(transport, { ...order, replaces })
}
