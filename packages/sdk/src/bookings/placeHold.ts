import type { HoldWire, PlaceHoldWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Asks for a hold of five minutes. The answer is `requested`; read it again until it is `held` or `rejected`. */
export function placeHold(transport: Transport, hold: PlaceHoldWire): Promise<HoldWire> {
  return transport.send<HoldWire>({ method: 'POST', path: '/holds', body: hold })
}
