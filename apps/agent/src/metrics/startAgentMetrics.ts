import { metrics } from '@infinitio/process'
import type { LeaseKeeper } from '../leases/leaseKeeper.ts'
import type { LeasePhase } from '../leases/actualLease.ts'
import type { Tunnel } from '@infinitio/tunnel'

const phases: readonly LeasePhase[] = ['preparing', 'prepared', 'removing']
const leases = metrics.gauge({ name: 'infinitio_agent_leases', help: 'Leases on this machine by phase', labels: ['phase'] })
const nodes = metrics.gauge({ name: 'infinitio_agent_nodes', help: 'Nodes this agent serves', labels: [] })
const tunnelsUp = metrics.gauge({ name: 'infinitio_agent_tunnels_up', help: 'Nodes of this agent that a gateway can reach', labels: [] })

/** Adds nodes, tunnels and leases to the metrics of this process. Returns the function that removes them. */
export function startAgentMetrics({ keeper, tunnels }: { keeper: LeaseKeeper; tunnels: readonly Tunnel[] }): () => void {
  return metrics.onScrape({
    part: 'agent',
    gauges: [leases, nodes, tunnelsUp],
    read() {
      const actual = keeper.actual()
      for (const phase of phases) leases.set({ phase }, actual.filter((lease) => lease.phase === phase).length)
      nodes.set(tunnels.length)
      tunnelsUp.set(tunnels.filter((tunnel) => tunnel.isUp()).length)
    },
  })
}
