import type { TelemetryReportWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Stores readings of machines and leases. */
export function sendTelemetry(transport: Transport, report: TelemetryReportWire): Promise<null> {
  return transport.send<null>({ method: 'POST', path: '/nodes/telemetry', body: report })
}
