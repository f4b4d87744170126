import { dialTunnel, type Tunnel, type TunnelOptions } from './dialTunnel.ts'

/** Where a gateway takes tunnels. */
export type GatewayPlace = { host: string; port: number }

/**
 * Keeps one node reachable through every gateway of its market: a tunnel to each, all proven by the one key in the Directory. The node is up
 * while any of them is. Each is dialled, and given up, by itself; a session belongs to the gateway that it came through.
 */
export function dialGateways({ gateways, ...node }: { gateways: readonly GatewayPlace[] } & Omit<TunnelOptions, 'host' | 'port'>): Tunnel {
  const tunnels = gateways.map((place) => dialTunnel({ ...node, ...place }))
  return {
    isUp: () => tunnels.some((tunnel) => tunnel.isUp()),
    close() {
      for (const tunnel of tunnels) tunnel.close()
    },
  }
}
