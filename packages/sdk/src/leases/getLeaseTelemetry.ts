import type { TelemetryWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Readings of the last hour (or `hours`, at most 720) of a lease, oldest first, as fine as they are still kept: `resolutionSeconds` says how fine. */
export function getLeaseTelemetry(transport: Transport, leaseId: string, query: { hours?: number } = {}): Promise<TelemetryWire> {
  return transport.send<TelemetryWire>({ method: 'GET', path: `/leases/${leaseId}/telemetry`, query })
}
