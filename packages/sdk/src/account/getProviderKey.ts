import type { ProviderKeyWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The development key of this machine's provider. Only on chain 31337 and over loopback. */
export function getProviderKey(transport: Transport): Promise<ProviderKeyWire> {
  return transport.send<ProviderKeyWire>({ method: 'GET', path: '/dev/provider-key' })
}
