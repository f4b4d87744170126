import { metrics } from '@infinitio/process'
import type { EvidenceLog } from '../evidence/evidenceLog.ts'
import type { AdmittedLeases } from '../leases/admittedLeases.ts'
import type { LeaseConnections } from '../leases/leaseConnections.ts'
import type { ServiceTunnels } from '../tunnel/serviceTunnels.ts'
import type { Tunnels } from '../tunnel/tunnels.ts'

const tunnelsUp = metrics.gauge({ name: 'infinitio_gateway_tunnels', help: 'Nodes with a tunnel to this gateway', labels: [] })
const servicesUp = metrics.gauge({ name: 'infinitio_gateway_service_tunnels', help: 'AI services with a tunnel to this gateway', labels: [] })
const open = metrics.gauge({ name: 'infinitio_gateway_connections', help: 'Open connections of renters', labels: [] })
const exchanging = metrics.gauge({
  name: 'infinitio_gateway_port_exchanges',
  help: 'Requests and WebSockets to ports of leases under way',
  labels: [],
})
const databaseUp = metrics.gauge({ name: 'infinitio_gateway_database_up', help: 'Whether the database answers this gateway', labels: [] })
const waiting = metrics.gauge({ name: 'infinitio_gateway_evidence_waiting', help: 'Evidence that waits for the database', labels: [] })

/**
 * Adds to the metrics of this process the numbers of tunnels, of connections, and of records about them (evidence) that wait to be stored. Returns the function
 * that removes them.
 */
export function startGatewayMetrics({
  tunnels,
  serviceTunnels,
  connections,
  exchanges,
  leases,
  evidence,
}: {
  tunnels: Tunnels
  serviceTunnels: ServiceTunnels | null
  connections: LeaseConnections
  exchanges: LeaseConnections
  leases: AdmittedLeases
  evidence: EvidenceLog
}): () => void {
  return metrics.onScrape({
    part: 'gateway',
    gauges: [tunnelsUp, servicesUp, open, exchanging, databaseUp, waiting],
    read() {
      tunnelsUp.set(tunnels.nodeIds().length)
      servicesUp.set(serviceTunnels?.size ?? 0)
      open.set(connections.size)
      exchanging.set(exchanges.size)
      databaseUp.set(leases.databaseUp ? 1 : 0)
      waiting.set(evidence.waiting)
    },
  })
}
