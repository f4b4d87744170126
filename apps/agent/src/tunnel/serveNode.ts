import type { Logger } from '@infinitio/process'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { LeaseKeeper } from '../leases/leaseKeeper.ts'
import { dialTunnel, type Tunnel, type TunnelOptions } from './dialTunnel.ts'
import { serveLeaseStream } from './serveLeaseStream.ts'

/** Where a gateway takes tunnels. */
export type GatewayPlace = { host: string; port: number }

/**
 * Keeps one node reachable through every gateway of its market, and serves what comes for its leases: a tunnel to each, all proven by the one key in the Directory. The node is up while any of
 * them is. Each is dialled, and given up, by itself; a session belongs to the gateway that it came through, and is told when that one stops, and no other.
 */
export function serveNode({
  gateways,
  account,
  hostKey,
  keeper,
  ...node
}: {
  gateways: readonly GatewayPlace[]
  /** Signs with the node's key. */
  account: PrivateKeyAccount
  /** The file of the node's SSH host key, as text. */
  hostKey: string
  keeper: LeaseKeeper
  logger: Logger
} & Pick<TunnelOptions, 'gatewayKey' | 'onWrongKey' | 'nodeId'>): Tunnel {
  const { nodeId, logger } = node
  const tunnels = gateways.map(({ host, port }) => {
    const gateway = `${host}:${port}`
    return dialTunnel({
      ...{ ...node, host, port },
      signText: (text) => account.signMessage({ message: text }),
      onDraining: (text) => keeper.tellSessions({ nodeId, gateway, text }),
      serveStream: (stream, path, headers, open) =>
        serveLeaseStream({ stream, path, headers, open, nodeId, gateway, hostKey, findLease: (leaseId) => keeper.find(leaseId), logger }),
    })
  })
  return {
    isUp: () => tunnels.some((tunnel) => tunnel.isUp()),
    close() {
      for (const tunnel of tunnels) tunnel.close()
    },
  }
}
