import { createLogger } from '@infinitio/process'
import { testIdentity } from '@infinitio/process/test'
import { type ClusterLease, ClusterRelay } from '../../src/clusters/clusterRelay.ts'
import { gatewayEnv } from '../../src/settings/env.ts'
import { listenForTunnels } from '../../src/tunnel/listenForTunnels.ts'

// A gateway that only forwards packets of clusters, as its own process, for measuring it. Instead of a database, the parent process sends the keys of the
// machines and the admitted leases. Sends its port and its key to the parent process, then admits the leases of each message again every second.

type Message = { readonly nodeKeys: Record<string, string>; readonly leases: readonly ClusterLease[] }

const { identity, publicKey } = testIdentity()
const { CLUSTER_MBPS: mbps, CLUSTER_MBPS_PER_LEASE: mbpsPerLease } = gatewayEnv.shape
const nodeKeys = new Map<string, string>()
const server = await listenForTunnels({
  ...{ host: '0.0.0.0', port: 0, gatewayId: 'measured', identity, logger: createLogger({ room: 'gateway' }) },
  findNodeKey: async (nodeId) => nodeKeys.get(nodeId) ?? null,
  events: { opened: () => {}, closed: () => {} },
})
const relay = new ClusterRelay({ tunnels: server.tunnels, mbps: mbps.parse(undefined), mbpsPerLease: mbpsPerLease.parse(undefined) })
process.on('message', ({ nodeKeys: keys, leases }: Message) => {
  for (const [nodeId, key] of Object.entries(keys)) nodeKeys.set(nodeId, key)
  setInterval(() => {
    for (const lease of leases) relay.see(lease)
  }, 1_000)
})
process.on('disconnect', () => process.exit(0))
process.send?.({ port: server.port, gatewayKey: publicKey })
