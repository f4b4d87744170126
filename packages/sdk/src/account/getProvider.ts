import type { ProviderWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Nodes, asks, leases and earnings of the signed-in provider. */
export function getProvider(transport: Transport): Promise<ProviderWire> {
  return transport.send<ProviderWire>({ method: 'GET', path: '/provider' })
}
