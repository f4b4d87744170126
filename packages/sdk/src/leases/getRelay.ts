import type { RelayWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** How far a relay is. Code: `api.relay_unknown`. */
export function getRelay(transport: Transport, relayId: string): Promise<RelayWire> {
  return transport.send<RelayWire>({ method: 'GET', path: `/relays/${relayId}` })
}
