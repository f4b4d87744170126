import type { OrderPlacesWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Where each standing bid of the signed-in account is in its queue: what stands before it, by price, then time. */
export function getOrderPlaces(transport: Transport): Promise<OrderPlacesWire> {
  return transport.send<OrderPlacesWire>({ method: 'GET', path: '/orders/places' })
}
