import type { TelemetryWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Readings of the last hour, oldest first. */
export function getLeaseTelemetry(transport: Transport, leaseId: string): Promise<TelemetryWire> {
  return transport.send<TelemetryWire>({ method: 'GET', path: `/leases/${leaseId}/telemetry` })
}
