import type { HealthWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Whether database, chain and engine answer. A 503 throws. */
export function getHealth(transport: Transport): Promise<HealthWire> {
  return transport.send<HealthWire>({ method: 'GET', path: '/health' })
}
