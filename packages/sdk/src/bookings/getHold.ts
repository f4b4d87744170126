import type { HoldWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A hold with its state and the held machine. Code: `hold.unknown`. */
export function getHold(transport: Transport, holdId: string): Promise<HoldWire> {
  return transport.send<HoldWire>({ method: 'GET', path: `/holds/${holdId}` })
}
