import type { StatusWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** How each part of the house does, with how much waits where. */
export function getStatus(transport: Transport): Promise<StatusWire> {
  return transport.send<StatusWire>({ method: 'GET', path: '/status' })
}
