import type { RelayAcceptedWire, RelayRequestWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Hands in a signed statement for the engine to carry to the chain. */
export function placeRelay(transport: Transport, relay: RelayRequestWire): Promise<RelayAcceptedWire> {
  return transport.send<RelayAcceptedWire>({ method: 'POST', path: '/relays', body: relay })
}
