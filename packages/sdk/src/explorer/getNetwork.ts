import type { NetworkWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Every registered node, counted for the world, each region and each place. */
export function getNetwork(transport: Transport): Promise<NetworkWire> {
  return transport.send<NetworkWire>({ method: 'GET', path: '/explorer/network' })
}
